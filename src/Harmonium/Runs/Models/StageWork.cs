using Harmonium.Learning;

namespace Harmonium.Runs.Models;

/// <summary>A stage that has begun: who learns, and what is watched.</summary>
/// <param name="Learner">Moves the parameters.</param>
/// <param name="Metrics">What is measured after every epoch.</param>
public sealed record StageWork(Learner Learner, IReadOnlyList<Metric> Metrics)
{
    /// <summary>Ends the stage early; null to run all epochs.</summary>
    public EarlyStopping? Stopping { get; init; }
}
