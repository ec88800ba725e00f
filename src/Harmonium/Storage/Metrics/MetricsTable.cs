namespace Harmonium.Storage.Metrics;

/// <summary>The metrics of a run, one row per epoch.</summary>
/// <param name="Metrics">The names of the metrics, in the order of the columns.</param>
/// <param name="Rows">The rows, by increasing step.</param>
internal sealed record MetricsTable(IReadOnlyList<string> Metrics, IReadOnlyList<MetricsRow> Rows)
{
    /// <summary>The row of the last epoch; null before the end of the first.</summary>
    public MetricsRow? Last => Rows.Count == 0 ? null : Rows[^1];
}
