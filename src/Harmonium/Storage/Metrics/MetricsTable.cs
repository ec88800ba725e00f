namespace Harmonium.Storage.Metrics;

/// <summary>The numbers that were measured during a run, one row an epoch.</summary>
/// <param name="Metrics">The names of the metrics, in the order of the columns.</param>
/// <param name="Rows">The rows, by rising step.</param>
public sealed record MetricsTable(IReadOnlyList<string> Metrics, IReadOnlyList<MetricsRow> Rows)
{
    /// <summary>The row of the last epoch; null before the first has ended.</summary>
    public MetricsRow? Last => Rows.Count == 0 ? null : Rows[^1];
}
