using System.CommandLine;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Runs;

namespace Harmonium.Cli.Commands;

/// <summary>Trains a model. Each model kind is a subcommand.</summary>
internal sealed class TrainVerb(ModelKinds kinds) : Family
{
    private readonly Option<bool> _list = new("--list") { Description = "list the kinds of models" };

    /// <inheritdoc/>
    internal override string Name => "train";

    /// <inheritdoc/>
    internal override string Summary => "train a model in a run folder";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train rbm --data mnist", "train a restricted Boltzmann machine on handwritten digits"),
        ("harmonium train classifier-rbm --data mnist", "train a classifier of handwritten digits"),
        ("harmonium train --list", "list the kinds of models"),
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
        new WrappedText(call.Terminal).List(kinds.All.Select(kind => (kind.Name, kind.Summary)), margin: 0);
        return ExitCode.Done;
    }
}
