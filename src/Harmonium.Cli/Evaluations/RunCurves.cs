using Harmonium.Cli.Parsing;
using Harmonium.Cli.Progress;
using Harmonium.Figures.Charts;
using Harmonium.Storage.Metrics;

namespace Harmonium.Cli.Evaluations;

/// <summary>Draws the learning curves of several runs in one chart.</summary>
internal static class RunCurves
{
    private const string HeldOut = "validation";
    private const string Rate = "learningRate";

    /// <summary>Returns the chart of a metric over the epochs; of runs in several stages, of the last stage that has the metric.</summary>
    /// <param name="names">The names of the runs.</param>
    /// <param name="tables">The metrics of the runs.</param>
    /// <param name="wanted">The metric; null for the first held-out metric that all runs have, else the first that all have.</param>
    /// <exception cref="UsageException">A run does not have the metric, or the runs have none in common.</exception>
    internal static Curves Of(IReadOnlyList<string> names, IReadOnlyList<MetricsTable> tables, string? wanted)
    {
        string[] shared = [.. tables[0].Metrics.Where(metric => tables.All(table => table.Rows.Any(row => row.Values.ContainsKey(metric))))];
        string metric = wanted ?? shared.FirstOrDefault(name => name.StartsWith(HeldOut, StringComparison.Ordinal))
            ?? shared.FirstOrDefault(name => name != Rate)
            ?? throw new UsageException("--figure needs a metric that all runs have, but these runs have none in common.", "Omit --figure.");
        if (!shared.Contains(metric))
            throw new UsageException($"--metric is “{metric}”, which not all of these runs have; expected one of {string.Join(", ", shared)}.",
                "Omit it to draw the first held-out metric.");
        return new Curves([.. tables.Select((table, i) => CurveOf(names[i], table, metric))],
            new ChartOptions { XLabel = "epoch", YLabel = MetricWords.NameOf(metric) });
    }

    private static Series CurveOf(string name, MetricsTable table, string metric)
    {
        MetricsRow[] rows = [.. table.Rows.Where(row => row.Values.ContainsKey(metric))];
        rows = [.. rows.Where(row => row.Stage == rows[^1].Stage)];
        return new Series(name, [.. rows.Select(row => (double)row.Epoch)], [.. rows.Select(row => row.Values[metric])]);
    }
}
