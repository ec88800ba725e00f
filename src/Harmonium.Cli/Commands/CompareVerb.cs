using System.CommandLine;
using System.Text.Json;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Progress;
using Harmonium.Cli.Terminals;
using Harmonium.Runs;
using Harmonium.Storage.Folders;
using Harmonium.Storage.Metrics;

namespace Harmonium.Cli.Commands;

/// <summary>Compares runs.</summary>
internal sealed class CompareVerb : Verb
{
    private const string Nothing = "–";
    private readonly Argument<string[]> _runs = new("run") { Description = "the folders of two or more runs", Arity = ArgumentArity.OneOrMore };

    /// <inheritdoc/>
    internal override string Name => "compare";

    /// <inheritdoc/>
    internal override string Summary => "compare the settings and metrics of runs";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
        [("harmonium compare runs/rbm-mnist-1 runs/rbm-mnist-2", "compare two runs")];

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common) => command.Arguments.Add(_runs);

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        string[] paths = call.Parsed.GetRequiredValue(_runs);
        if (paths.Length < 2)
            throw new UsageException($"{call.Path} needs two or more runs; one was given.", $"See: {call.Path} --help");
        RunView[] runs = [.. paths.Select(path => new RunView(path))];
        RunRecord[] records = [.. runs.Select(run => run.ReadRecord())];
        MetricsRow?[] last = [.. runs.Select(run => run.ReadMetrics().Last)];
        List<(string Name, string[] Values)> settings = [.. Differing(call.Kinds, records)];
        string[] metrics = [.. last.OfType<MetricsRow>().SelectMany(row => row.Values.Keys).Distinct()];
        if (call.Json)
        {
            call.JsonOutput.Write(json => WriteJson(json, paths, settings, metrics, last));
            return ExitCode.Done;
        }

        TextTable table = new(NamesOf(paths));
        table.Add("state", [.. records.Select(record => $"{record.State}".ToLowerInvariant())]);
        foreach ((string name, string[] values) in settings)
            table.Add(name, values);
        if (last.Any(row => row?.Stage is not null))
            table.Add("last stage", [.. last.Select(row => row?.Stage ?? Nothing)]);
        table.Add("last epoch", [.. last.Select(row => row is null ? Nothing : $"{row.Epoch}")]);
        table.Add("time", [.. last.Select(row => row is null ? Nothing : Pace.Words(TimeSpan.FromSeconds(row.Seconds)))]);
        foreach (string metric in metrics)
            table.Add(MetricWords.NameOf(metric),
                [.. last.Select(row => row is not null && row.Values.TryGetValue(metric, out double value) ? MetricWords.ValueOf(value) : Nothing)]);
        table.Write(call.Terminal.Out, call.Terminal.Width);
        return ExitCode.Done;
    }

    /// <summary>Returns the names of the folders, or their paths if two folders have the same name.</summary>
    private static string[] NamesOf(string[] paths)
    {
        string[] names = [.. paths.Select(path => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))))];
        return names.Distinct().Count() == names.Length ? names : paths;
    }

    /// <summary>Returns the kind, data and settings that differ between the runs.</summary>
    private static IEnumerable<(string Name, string[] Values)> Differing(ModelKinds kinds, RunRecord[] records)
    {
        IReadOnlyDictionary<string, string>[] words = [.. records.Select(record => kinds.SettingsOf(record))];
        (string Name, string[] Values)[] all =
        [
            ("kind", [.. records.Select(record => kinds.Of(record).Name)]),
            ("data", [.. records.Select(record => record.Data)]),
            .. words.SelectMany(each => each.Keys).Distinct().Select(name => (name, words.Select(each => each.GetValueOrDefault(name, Nothing)).ToArray())),
        ];
        return all.Where(row => row.Values.Distinct().Count() > 1);
    }

    private static void WriteJson(Utf8JsonWriter json, string[] paths, List<(string Name, string[] Values)> settings, string[] metrics, MetricsRow?[] last)
    {
        json.WriteStartArray("runs");
        foreach (string path in paths)
            json.WriteStringValue(path);
        json.WriteEndArray();
        json.WriteStartObject("settings");
        foreach ((string name, string[] values) in settings)
        {
            json.WriteStartArray(name);
            foreach (string value in values)
                json.WriteStringValue(value == Nothing ? null : value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteStartObject("metrics");
        foreach (string metric in metrics)
        {
            json.WriteStartArray(metric);
            foreach (MetricsRow? row in last)
            {
                if (row is not null && row.Values.TryGetValue(metric, out double value) && double.IsFinite(value))
                    json.WriteNumberValue(value);
                else
                    json.WriteNullValue();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
