using System.CommandLine;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Cli.Trials;
using Harmonium.Data;
using Harmonium.Experiments;
using Harmonium.Experiments.Definitions;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Cli.Commands;

/// <summary>Runs a paper's experiment at its full budget.</summary>
internal sealed class ReproduceVerb : Verb
{
    private readonly Argument<string?> _recipe = new("recipe") { Description = "the recipe to run; without one, the recipes are listed", Arity = ArgumentArity.ZeroOrOne };

    /// <inheritdoc/>
    internal override string Name => "reproduce";

    /// <inheritdoc/>
    internal override string Summary => "a paper's experiment at its full budget: measured beside published";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium reproduce", "what there is"),
        ("harmonium reproduce rbm16-mnist", "a small machine with its exact likelihood, in minutes"),
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
        ExperimentRun run = new(call, full: true);
        ExperimentOutcome outcome = run.Do(ExperimentList.Find(RecipeCatalog.All, "recipe", id));
        if (call.Output is not null)
            ReportFile.Write(call, outcome.Report with { Provenance = run.Provenance }, call.Output);
        return ExitCode.Done;
    }
}
