namespace Harmonium.Learning;

/// <summary>An epoch that was made.</summary>
/// <param name="Time">Where the training stands after it.</param>
/// <param name="Learner">Who learns.</param>
/// <param name="Metrics">What was measured after it, by name, in the order of measuring.</param>
/// <param name="Report">What the last step told of itself.</param>
public sealed record TrainingEpoch(TrainingTime Time, Learner Learner, IReadOnlyDictionary<string, double> Metrics, StepReport Report)
{
    /// <summary>The epoch's number, from 1.</summary>
    public int Number => (int)Math.Round(Time.Epoch);
}
