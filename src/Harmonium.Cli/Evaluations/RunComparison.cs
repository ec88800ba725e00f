using System.Text.Json;
using Harmonium.Cli.Output;
using Harmonium.Cli.Progress;
using Harmonium.Storage.Folders;
using Harmonium.Storage.Metrics;

namespace Harmonium.Cli.Evaluations;

/// <summary>Runs side by side: the settings that differ, and the results. The first run with a result is the one that others are compared with.</summary>
/// <param name="Names">The names of the runs.</param>
/// <param name="Records">The records of the runs.</param>
/// <param name="Settings">The settings that differ, with the value of each run.</param>
/// <param name="Last">The metrics of the last epoch of each run; null before the end of the first.</param>
/// <param name="Results">The results of the runs; null for runs without one.</param>
internal sealed record RunComparison(IReadOnlyList<string> Names, IReadOnlyList<RunRecord> Records, IReadOnlyList<(string Name, string[] Values)> Settings,
    IReadOnlyList<MetricsRow?> Last, IReadOnlyList<RunResult?> Results)
{
    /// <summary>Stands for a value that a run does not have.</summary>
    internal const string Nothing = "–";

    /// <summary>True if there is a difference of results.</summary>
    internal bool HasDifferences => Enumerable.Range(0, Results.Count).Any(run => DifferenceOf(run) is not null);

    private IEnumerable<string> Metrics => Last.OfType<MetricsRow>().SelectMany(row => row.Values.Keys).Distinct();

    /// <summary>Returns the table. The metrics of the training are shown only if no run has a result.</summary>
    internal TextTable ToTable()
    {
        TextTable table = new(Names);
        table.Add("state", [.. Records.Select(record => $"{record.State}".ToLowerInvariant())]);
        foreach ((string name, string[] values) in Settings)
            table.Add(name, values);
        if (Last.Any(row => row?.Stage is not null))
            table.Add("last stage", [.. Last.Select(row => row?.Stage ?? Nothing)]);
        table.Add("last epoch", [.. Last.Select(row => row is null ? Nothing : $"{row.Epoch}")]);
        table.Add("time", [.. Last.Select(row => row is null ? Nothing : Pace.Words(TimeSpan.FromSeconds(row.Seconds)))]);
        foreach (Measure measure in Results.OfType<RunResult>().Select(result => result.Measure).Distinct())
            AddResults(table, measure);
        if (Results.All(result => result is null))
        {
            foreach (string metric in Metrics)
                table.Add(MetricWords.NameOf(metric), [.. Last.Select(row => ValueOf(row, metric) is { } value ? MetricWords.ValueOf(value) : Nothing)]);
        }

        return table;
    }

    /// <summary>Writes everything into an open JSON object.</summary>
    internal void WriteJson(Utf8JsonWriter json, IReadOnlyList<string> paths)
    {
        Array("runs", paths, json.WriteStringValue);
        json.WriteStartObject("settings");
        foreach ((string name, string[] values) in Settings)
            Array(name, values, value => json.WriteStringValue(value == Nothing ? null : value));
        json.WriteEndObject();
        json.WriteStartObject("metrics");
        foreach (string metric in Metrics)
            Array(metric, Last, row => WriteNumber(json, ValueOf(row, metric)));
        json.WriteEndObject();
        Array("results", Enumerable.Range(0, Results.Count), run => WriteResult(json, run, paths));

        void Array<T>(string name, IEnumerable<T> values, Action<T> write)
        {
            json.WriteStartArray(name);
            foreach (T value in values)
                write(value);
            json.WriteEndArray();
        }
    }

    private static double? ValueOf(MetricsRow? row, string metric) =>
        row is not null && row.Values.TryGetValue(metric, out double value) && double.IsFinite(value) ? value : null;

    private static void WriteNumber(Utf8JsonWriter json, double? number)
    {
        if (number is { } value)
            json.WriteNumberValue(value);
        else
            json.WriteNullValue();
    }

    private static string Text(RunResult result) => !result.Converged ? "not converged"
        : Range(result.Low, result.High, result.Measure.Text) + (result.StandardError is { } error ? $" ± {result.Measure.Text(error)}" : "");

    private static string Range(double low, double high, Func<double, string> text) => low == high ? text(low) : $"{text(low)} to {text(high)}";

    private void AddResults(TextTable table, Measure measure)
    {
        table.Add(measure.Words, [.. Results.Select(result => result?.Measure == measure ? Text(result) : Nothing)]);
        ResultDifference?[] differences = [.. Results.Select((result, run) => result?.Measure == measure ? DifferenceOf(run) : null)];
        if (differences.All(difference => difference is null))
            return;
        table.Add($"  difference from {Names[FirstOf(measure)]}", [.. differences.Select(difference => difference is null ? Nothing
            : $"{Range(difference.Low, difference.High, measure.Signed)} ± {measure.Text(difference.StandardError)}" +
                (difference.PValue is { } p ? $", p = {p:G2}" : ""))]);
    }

    /// <summary>Returns the difference of a run from the first run with the same measure; null for that run, and if they cannot be compared.</summary>
    private ResultDifference? DifferenceOf(int run) =>
        Results[run] is { } result && FirstOf(result.Measure) is var first && first != run ? result.From(Results[first]!) : null;

    private int FirstOf(Measure measure) => Results.Index().First(pair => pair.Item?.Measure == measure).Index;

    private void WriteResult(Utf8JsonWriter json, int run, IReadOnlyList<string> paths)
    {
        if (Results[run] is not { } result)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("measure", result.Measure.Key);
        json.WriteFinite("low", result.Low);
        json.WriteFinite("high", result.High);
        json.WriteFinite("standardError", result.StandardError);
        json.WriteNumber("count", result.Count);
        json.WriteBoolean("converged", result.Converged);
        if (DifferenceOf(run) is { } difference)
        {
            json.WriteStartObject("difference");
            json.WriteString("from", paths[FirstOf(result.Measure)]);
            json.WriteFinite("low", difference.Low);
            json.WriteFinite("high", difference.High);
            json.WriteFinite("standardError", difference.StandardError);
            json.WriteFinite("pValue", difference.PValue);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("difference");
        }

        json.WriteEndObject();
    }
}
