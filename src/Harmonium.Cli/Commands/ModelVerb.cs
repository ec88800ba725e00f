using System.CommandLine;
using Harmonium.Cli.Models;
using Harmonium.Cli.Parsing;
using Harmonium.Networks;
using Harmonium.Networks.Losses;
using Harmonium.Storage;

namespace Harmonium.Cli.Commands;

/// <summary>A verb that applies a model.</summary>
internal abstract class ModelVerb : Verb
{
    private readonly Argument<string> _model = new("model") { Description = "the folder of a run, or a model file" };

    /// <inheritdoc/>
    internal sealed override string UsualData => "what the model learnt from";

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
        (string path, ModelFile file, RunView? run) = TrainedModel.Find(call.Parsed.GetRequiredValue(_model));
        if (ClassificationRbmFile.Describes(file))
            Apply(call, new TrainedClassifier(path, file, ClassificationRbmFile.MachineOf(file, call.Device()), run), interruption.Token);
        else if (TableRbmFile.Describes(file))
            Apply(call, new TrainedTable(path, file, TableRbmFile.MachineOf(file, call.Device()), run), interruption.Token);
        else if (file.Kind == NetworkFile.Kind)
            ApplyNetwork(call, path, file, run, interruption.Token);
        else if (file.Kind == TextNetworkFile.Kind)
            Apply(call, new TrainedText(path, file, TextNetworkFile.NetworkOf(file, call.Device()), run), interruption.Token);
        else if (file.Kind == HopfieldFile.Kind)
            throw new UsageException($"{path} is a Hopfield net, and '{call.Path}' is for machines with hidden units and for networks.", "A Hopfield net is used with: harmonium recall");
        else
            Apply(call, new TrainedModel(path, file, RbmFile.MachineOf(file, call.Device()), run), interruption.Token);
        return ExitCode.Done;
    }

    /// <summary>Adds the verb's own options.</summary>
    private protected abstract void DeclareOptions(Command command, CommonOptions common);

    /// <summary>Applies an RBM.</summary>
    private protected abstract void Apply(Call call, TrainedModel model, CancellationToken cancel);

    /// <summary>Applies a classifier.</summary>
    /// <exception cref="UsageException">The verb has no meaning for a classifier.</exception>
    private protected virtual void Apply(Call call, TrainedClassifier model, CancellationToken cancel) =>
        throw new UsageException($"{model.Path} is a classifier, and '{call.Path}' is for machines that learn without labels.", "A classifier is used with: harmonium classify, harmonium evaluate");

    /// <summary>Applies a feed-forward network.</summary>
    /// <exception cref="UsageException">The verb has no meaning for a network.</exception>
    private protected virtual void Apply(Call call, TrainedNetwork model, CancellationToken cancel) =>
        throw new UsageException($"{model.Path} is a network, and '{call.Path}' is for machines that learn without labels.", "A network is used with: harmonium classify, harmonium evaluate");

    /// <summary>Applies a network that writes text.</summary>
    /// <exception cref="UsageException">The verb has no meaning for text.</exception>
    private protected virtual void Apply(Call call, TrainedText model, CancellationToken cancel) =>
        throw new UsageException($"{model.Path} is a network that writes text, for which '{call.Path}' has no meaning.", "It is used with: harmonium generate, harmonium evaluate");

    /// <summary>Applies the machine of a table.</summary>
    /// <exception cref="UsageException">The verb has no meaning for a table.</exception>
    private protected virtual void Apply(Call call, TrainedTable model, CancellationToken cancel) =>
        throw new UsageException($"{model.Path} is the machine of a table, and '{call.Path}' is for images and other data of one kind.", "The missing cells of a table are filled in with: harmonium complete");

    private void ApplyNetwork(Call call, string path, ModelFile file, RunView? run, CancellationToken cancel)
    {
        (FeedForwardNetwork network, NetworkLoss loss) = NetworkFile.NetworkOf(file, call.Device());
        Apply(call, new TrainedNetwork(path, file, network, loss, run), cancel);
    }
}
