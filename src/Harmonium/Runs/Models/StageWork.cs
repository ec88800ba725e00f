using Harmonium.Learning;

namespace Harmonium.Runs.Models;

/// <summary>The learner, metrics and early stopping of a stage that has started.</summary>
/// <param name="Learner">The learner, which updates the parameters.</param>
/// <param name="Metrics">The metrics that are computed after every epoch.</param>
internal sealed record StageWork(Learner Learner, IReadOnlyList<Metric> Metrics)
{
    /// <summary>Early stopping; null to run all epochs.</summary>
    public EarlyStopping? Stopping { get; init; }
}
