namespace Harmonium.Storage.Metrics;

/// <summary>What was measured at the end of an epoch.</summary>
/// <param name="Step">The steps done so far.</param>
/// <param name="Epoch">The epochs done so far, of the stage where there are several.</param>
/// <param name="Seconds">The time spent training so far.</param>
/// <param name="Values">The metrics by name; one that was not measured is absent.</param>
public sealed record MetricsRow(long Step, int Epoch, double Seconds, IReadOnlyDictionary<string, double> Values)
{
    /// <summary>The stage of the training; null where there is only one.</summary>
    public string? Stage { get; init; }
}
