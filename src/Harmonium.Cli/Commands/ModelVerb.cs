using System.CommandLine;
using Harmonium.Cli.Models;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;

namespace Harmonium.Cli.Commands;

/// <summary>A verb that applies a model of any kind that has the part it needs.</summary>
internal abstract class ModelVerb : Verb
{
    private readonly Argument<string> _model = new("model") { Description = "the folder of a run, or a model file" };

    /// <inheritdoc/>
    internal override string UsualData => "what the model learned from";

    /// <inheritdoc/>
    internal sealed override void Declare(Command command, CommonOptions common)
    {
        command.Arguments.Add(_model);
        DeclareOptions(command, common);
        command.Options.Add(common.Seed);
        command.Options.Add(common.Threads);
    }

    /// <inheritdoc/>
    internal sealed override int Run(Call call)
    {
        using Interruption interruption = call.Terminal.Listen();
        Apply(call, LoadedModel.Open(call, call.Parsed.GetRequiredValue(_model)), interruption.Token);
        return ExitCode.Done;
    }

    /// <summary>Adds the verb's own options.</summary>
    private protected abstract void DeclareOptions(Command command, CommonOptions common);

    /// <summary>Applies a model.</summary>
    /// <exception cref="UsageException">The model does not have the part that the verb needs.</exception>
    private protected abstract void Apply(Call call, LoadedModel model, CancellationToken cancel);
}
