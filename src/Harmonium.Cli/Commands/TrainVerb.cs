using System.CommandLine;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Runs;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Commands;

/// <summary>The kinds of models that can be trained.</summary>
internal sealed class TrainVerb(ModelKinds kinds) : Family
{
    private readonly Option<bool> _list = new("--list") { Description = "list the kinds" };

    /// <inheritdoc/>
    internal override string Name => "train";

    /// <inheritdoc/>
    internal override string Summary => "train a model; writes a run folder";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train rbm --data mnist", "a restricted Boltzmann machine on handwritten digits"),
        ("harmonium train classifier-rbm --data mnist", "a classifier of them"),
        ("harmonium train --list", "the kinds of models"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Verb> Members { get; } = [.. kinds.All.Select(kind => new TrainKindVerb(kind))];

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common) => command.Options.Add(_list);

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        if (!call.Parsed.GetValue(_list))
            return base.Run(call);
        foreach (ModelKind kind in kinds.All)
            call.Terminal.Out.WriteLine($"{kind.Name,-16} {kind.Summary}");
        return ExitCode.Done;
    }
}
