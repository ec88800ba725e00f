namespace Harmonium.Learning;

/// <summary>A completed epoch.</summary>
/// <param name="Time">The training time after the epoch.</param>
/// <param name="Learner">The learner that is trained.</param>
/// <param name="Metrics">The metrics after the epoch by name, in the order of computation.</param>
/// <param name="Report">The report of the last step.</param>
public sealed record TrainingEpoch(TrainingTime Time, Learner Learner, IReadOnlyDictionary<string, double> Metrics, StepReport Report)
{
    /// <summary>The epoch's number, counted from 1.</summary>
    public int Number => (int)Math.Round(Time.Epoch);
}
