using System.CommandLine;
using Harmonium.Cli.Models;
using Harmonium.Cli.Parsing;

namespace Harmonium.Cli.Commands;

/// <summary>A verb that applies a model.</summary>
internal abstract class ModelVerb : Verb
{
    private readonly Argument<string> _model = new("model") { Description = "the folder of a run, or a model file" };

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
        Apply(call, TrainedModel.Open(call, call.Parsed.GetRequiredValue(_model)), interruption.Token);
        return ExitCode.Done;
    }

    /// <summary>Adds the verb's own options.</summary>
    private protected abstract void DeclareOptions(Command command, CommonOptions common);

    /// <summary>Applies the model.</summary>
    private protected abstract void Apply(Call call, TrainedModel model, CancellationToken cancel);
}
