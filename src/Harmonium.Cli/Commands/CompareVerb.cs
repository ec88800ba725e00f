using System.CommandLine;
using Harmonium.Cli.Evaluations;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Runs;
using Harmonium.Runs.Models;
using Harmonium.Storage.Folders;
using Harmonium.Storage.Metrics;

namespace Harmonium.Cli.Commands;

/// <summary>Compares runs.</summary>
internal sealed class CompareVerb : Verb
{
    private readonly Argument<string[]> _runs = new("run") { Description = "the folders of two or more runs", Arity = ArgumentArity.OneOrMore };
    private readonly LikelihoodOptions _likelihood = new();
    private readonly Option<bool> _noEvaluation =
        new("--no-evaluation") { Description = "compare settings and the metrics of the training only, without evaluating the models" };
    private readonly Option<string?> _figure =
        CommonOptions.Text("--figure", "file", "write one chart of the learning curves of all runs to this file, .png or .svg");
    private readonly Option<string?> _metric =
        CommonOptions.Text("--metric", "name", "the metric of the chart, a column of metrics.csv [default: the first held-out metric that all runs have]");

    /// <inheritdoc/>
    internal override string Name => "compare";

    /// <inheritdoc/>
    internal override string Summary => "compare runs: the settings that differ, results on test data, and learning curves";

    /// <inheritdoc/>
    internal override string DefaultData => "the training data of each run";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium compare runs/rbm-mnist-1 runs/rbm-mnist-2", "compare two runs on their test data"),
        ("harmonium compare runs/mlp-mnist-1 runs/mlp-mnist-2 --figure curves.svg", "compare two classifiers, and draw their learning curves"),
    ];

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        command.Arguments.Add(_runs);
        foreach (Option option in (Option[])[common.Data, common.Header, common.Split, .. _likelihood.All, _noEvaluation, _figure, _metric, common.Seed,
            common.Threads])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        string[] paths = call.Parsed.GetRequiredValue(_runs);
        if (paths.Length < 2)
            throw new UsageException($"{call.Path} needs two or more runs; one was given.", $"See: {call.Path} --help");
        string? figure = ResultPath.Figure(call, _figure);
        if (figure is null && call.Text(_metric) is not null)
            throw new UsageException("--metric chooses the metric of --figure, which is not given.", "For example: --figure curves.svg");
        RunView[] runs = [.. paths.Select(path => new RunView(path))];
        RunRecord[] records = [.. runs.Select(run => run.ReadRecord())];
        MetricsTable[] metrics = [.. runs.Select(run => run.ReadMetrics())];
        string[] names = NamesOf(paths);
        if (figure is not null)
            FigureFile.Write(figure, RunCurves.Of(names, metrics, call.Text(_metric)));
        using Interruption interruption = call.Terminal.Listen();
        RunResult?[] results = [.. paths.Select(path =>
            call.Parsed.GetValue(_noEvaluation) ? null : RunResult.Of(call, path, _likelihood, interruption.Token))];
        RunComparison comparison = new(names, records, [.. Differing(call.Kinds, records)], [.. metrics.Select(table => table.Last)], results);
        if (call.Json)
        {
            call.JsonOutput.Write(json => comparison.WriteJson(json, paths));
            return ExitCode.Done;
        }

        comparison.ToTable().Write(call.Terminal.Out, call.Terminal.Width);
        if (comparison.HasDifferences)
            call.Say("± is the standard error over the test examples. Differences are paired over the same examples; p is by McNemar's test.");
        return ExitCode.Done;
    }

    /// <summary>Returns the names of the folders, or their paths if two folders have the same name.</summary>
    private static string[] NamesOf(string[] paths)
    {
        string[] names = [.. paths.Select(path => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))))];
        return names.Distinct().Count() == names.Length ? names : paths;
    }

    /// <summary>
    /// Returns the kind, data and settings that differ between the runs. A setting that not all kinds have is returned only where a run changed it.
    /// </summary>
    private static IEnumerable<(string Name, string[] Values)> Differing(ModelKinds kinds, RunRecord[] records)
    {
        ModelKind[] kindOf = [.. records.Select(kinds.Of)];
        IReadOnlyDictionary<string, string>[] words = [.. records.Select(record => kinds.SettingsOf(record))];
        (string Name, string[] Values)[] always =
            [("kind", [.. kindOf.Select(kind => kind.Name)]), ("data", [.. records.Select(record => record.Data)])];
        IEnumerable<(string Name, string[] Values)> settings = words.SelectMany(each => each.Keys).Distinct()
            .Where(name => kindOf.All(kind => kind.Settings.Find(name) is not null)
                || kindOf.Where((kind, run) => IsChanged(kind, name, words[run])).Any())
            .Select(name => (name, words.Select(each => each.GetValueOrDefault(name, RunComparison.Nothing)).ToArray()));
        return always.Concat(settings).Where(row => row.Values.Distinct().Count() > 1);
    }

    private static bool IsChanged(ModelKind kind, string name, IReadOnlyDictionary<string, string> words) =>
        kind.Settings.Find(name) is { } setting && words.GetValueOrDefault(name) != setting.Text(((KindSettings)kind.Settings.Defaults).Effective());
}
