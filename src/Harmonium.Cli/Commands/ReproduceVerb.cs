using System.CommandLine;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Cli.Trials;
using Harmonium.Experiments;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Lectures;

namespace Harmonium.Cli.Commands;

/// <summary>Reproduces an experiment of a paper at its full budget.</summary>
internal sealed class ReproduceVerb : Verb
{
    private readonly Argument<string?> _recipe = new("recipe")
    {
        Description = "the recipe to run; without it, the recipes are listed",
        Arity = ArgumentArity.ZeroOrOne
    };

    /// <inheritdoc/>
    internal override string Name => "reproduce";

    /// <inheritdoc/>
    internal override string Summary => "reproduce an experiment of a paper and compare measured with published results";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium reproduce", "list the recipes"),
        ("harmonium reproduce rbm16-mnist", "train a small RBM and compute its exact likelihood, in minutes; an interrupted run continues"),
        ("harmonium reproduce mlp-mnist --output results", "write the runs and a report to a folder, instead of the runs to runs/mlp-mnist"),
    ];

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        command.Arguments.Add(_recipe);
        foreach (Option option in (Option[])[common.Seed, common.Threads, common.Output])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        if (call.Parsed.GetValue(_recipe) is not { } id)
            return ExperimentList.Write(call, RecipeCatalog.All);
        Experiment recipe = ExperimentList.Find(RecipeCatalog.All, "recipe", id);
        string runs = call.Output is { } output && !ReportFile.IsReport(output) ? output : Path.Combine(TrainKindVerb.Runs, id);
        ExperimentRun run = new(call) { Full = true, Runs = runs };
        ReportPlace? place = call.Output is null ? null : ReportFile.PlaceOf(call, call.Output);
        place?.Prepare();
        ExperimentOutcome outcome;
        TimeSpan time;
        try
        {
            (outcome, time) = run.Do(recipe, id);
        }
        catch (OperationCanceledException) when (Directory.Exists(runs))
        {
            call.Terminal.Error.WriteLine($"Stopped. The runs are saved in {ShellWord.Of(runs)}. Continue with: {Again(call, id)}");
            return ExitCode.Canceled;
        }

        run.Tell(recipe, outcome, time.TotalSeconds);
        if (place is null)
            return ExitCode.Done;
        place.Write(outcome.Report with { Provenance = run.Provenance(Again(call, id)) });
        ReportFile.Tell(call, place);
        return ExitCode.Done;
    }

    /// <summary>Returns the command that continues.</summary>
    private static string Again(Call call, string id) => call.Command([id], call.Common.Seed, call.Common.Threads, call.Common.Output);
}
