using System.CommandLine;
using Harmonium.Cli.Models;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;

namespace Harmonium.Cli.Commands;

/// <summary>A command that applies a model of any kind with the required capability.</summary>
internal abstract class ModelVerb : Verb
{
    private readonly Argument<string> _model =
        new("model") { Description = "a run folder, a model file, or a file with the weights of an RBM (safetensors, NPZ)" };

    /// <inheritdoc/>
    internal override string DefaultData => "the training data of the model";

    /// <inheritdoc/>
    internal sealed override void Declare(Command command, CommonOptions common)
    {
        command.Arguments.Add(_model);
        DeclareOptions(command, common);
        if (command.Options.Contains(common.Data))
            command.Options.Insert(command.Options.IndexOf(common.Data) + 1, common.Header);
        command.Options.Add(common.Orientation);
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

    /// <summary>Adds the options of the command.</summary>
    private protected abstract void DeclareOptions(Command command, CommonOptions common);

    /// <summary>Applies a model.</summary>
    /// <exception cref="UsageException">The model does not have the required capability.</exception>
    private protected abstract void Apply(Call call, LoadedModel model, CancellationToken cancel);
}
