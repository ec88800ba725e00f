using Harmonium.Data;
using Harmonium.Deep;
using Harmonium.Errors;
using Harmonium.Machines;
using Harmonium.Networks;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Runs.Files;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>
/// Stacks of RBMs, trained greedily layer by layer without labels, with an optional classifier that is initialized with their weights and fine-tuned
/// (Hinton, Osindero, Teh 2006; Hinton &amp; Salakhutdinov 2006).
/// </summary>
internal sealed class StackKind : ModelKind
{
    /// <inheritdoc/>
    public override string Name => "stack";

    /// <inheritdoc/>
    public override string Summary => "a stack of RBMs, pretrained layer by layer, with an optional fine-tuned classifier";

    /// <inheritdoc/>
    public override DataNeed Data => DataNeed.Examples;

    /// <inheritdoc/>
    public override ModelParts Parts => ModelParts.Encoder | ModelParts.Sampler | ModelParts.Classifier;

    /// <inheritdoc/>
    public override SettingsSchema Settings { get; } =
        new(() => new StackSettings(), new Dictionary<string, string> { ["pretraining.learningRate"] = "0.05; 0.005 for gaussian visible units" });

    /// <inheritdoc/>
    public override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train stack --hidden 500,500,2000 --data mnist", "train three RBMs on handwritten digits, without labels"),
        ("harmonium train stack --hidden 500,500 --fine-tune --labeled 1000 --data mnist", "train two RBMs, then a classifier on 1,000 labeled digits"),
        ("harmonium train stack --from runs/stack-mnist-1 --fine-tune --data mnist", "fine-tune a classifier from an existing stack"),
        ("harmonium train stack --fine-tune --stage pretraining.epochs=50 --stage fine-tuning.dropout=0.5", "set options of each stage"),
    ];

    /// <inheritdoc/>
    public override string ResumedStage(KindSettings settings) => ((StackSettings)settings).FineTune ? "fineTuning." : "pretraining.";

    /// <inheritdoc/>
    public override string AdviceFor(ModelParts part) =>
        "It was trained without `fineTune`. Train a classifier that starts from it: set `from` to its run folder or model file, and `fineTune`.";

    /// <inheritdoc/>
    public override Training Prepare(KindSettings settings, TrainingData data, Device device)
    {
        StackSettings s = (StackSettings)settings;
        DataSplits parts = s.FineTune ? LabeledExamples.Aligned(data.Examples!) : data.Examples!;
        StackModel? from = s.From is { } path ? FromOf(path, ref parts, device) : null;
        data = data.With(parts);
        RbmSettings[] layers = [.. s.Layers(from?.Stack)];
        int[] sizes = [parts.Train.Examples.Columns, .. layers.Select(layer => layer.Hidden)];
        layers = [.. layers.Zip(sizes, (layer, below) => layer.For(below))];
        MemoryLimit.RequireWeights("hidden", "Use fewer hidden units.", sizes.Zip(sizes.Skip(1), (below, above) => ((long)below, (long)above)));
        List<RestrictedBoltzmannMachine> rbms = [];
        foreach (RbmSettings layer in layers)
        {
            rbms.Add(RbmStage.NewRbm(layer, parts.Train, rbms.Count == 0 ? parts.Train.Examples.Columns : rbms[^1].Hidden.Units.Count, device));
            // Reports a method that does not support a layer before any layer is trained.
            _ = layer.Energy.Estimator(rbms[^1].Machine, rbms[^1], layer.Optimizer, layer.Seed);
        }

        RbmStack stack = new(rbms);
        FeedForwardNetwork? network = s.FineTune ? new(parts.Train.Shape, s.LayersFor(LabeledExamples.Require(parts.Train), rbms), device) : null;
        StackModel model = new(this, stack, parts.Train.Shape, network, parts.Train.ClassNames);
        List<TrainingStage> stages = [];
        foreach ((int i, RbmSettings layer) in layers.Index())
        {
            RbmStage stage = new(rbms[i], layer, parts, device, i == 0 ? null : stack.Lowest(i));
            StageWork? first = i == 0 ? stage.Begin(Given(from, i)) : null;
            stages.Add(new TrainingStage($"pretraining-{i + 1}", layer.Schedule, () => first ?? stage.Begin(Given(from, i)))
            {
                Part = StackModel.PartOf(i),
                ExamplesPerEpoch = parts.Train.Count,
            });
        }

        if (network is not null)
        {
            int examples = s.Labeled ?? parts.Train.Count;
            stages.Add(new TrainingStage("fine-tuning", s.FineTuning.Schedule, () =>
            {
                s.Start(network, stack);
                return ClassifierNetworkKind.Work(network, s, parts, s.Seed, device, out _);
            })
            { Part = StackModel.NetworkPart, ExamplesPerEpoch = examples });
        }

        string units = string.Join("-", network is null ? sizes : sizes.Append(network.Outputs));
        return new Training(this, model, s, data, stages)
        {
            Summary = $"{parts.Train.Count} examples of {data.Name} ({parts.Train.Shape}), {units} units, {s.Pretraining.Energy.Method}",
        };
    }

    /// <inheritdoc/>
    public override TrainedModel Read(ModelFile file, Device device)
    {
        DescriptionReader description = new(file);
        List<RestrictedBoltzmannMachine> rbms = [];
        List<string> known = [];
        ItemShape? shape = null;
        (FeedForwardNetwork Network, NetworkLoss Loss)? network = null;
        IReadOnlyList<string>? classNames = null;
        foreach (DescriptionReader part in description.Objects("parts"))
        {
            string name = part.Text("name");
            if (name == StackModel.PartOf(rbms.Count)[..^1])
            {
                EnergyFile energy = new(part, device, $"{name}.");
                shape ??= energy.Shape;
                rbms.Add(RbmKind.RbmOf(energy));
                known.AddRange(energy.TensorNames);
            }
            else if ($"{name}." == StackModel.NetworkPart && network is null)
            {
                network = NetworkFile.Read(part, device, StackModel.NetworkPart);
                classNames = NetworkModel.ClassNamesOf(part, network.Value.Network.Outputs);
                known.AddRange(network.Value.Network.Parameters.Select(parameter => StackModel.NetworkPart + parameter.Name));
            }
            else
            {
                throw part.Refuse($"it has a part named {Quotation.Of(name)}; expected {StackModel.PartOf(rbms.Count)[..^1]} or network");
            }
        }

        if (rbms.Count == 0 || rbms.Zip(rbms.Skip(1)).Any(pair => pair.First.Hidden.Units.Count != pair.Second.Visible.Units.Count))
            throw description.Refuse("its RBMs do not form a stack: the visible units of each RBM must be the hidden units of the RBM below");
        description.RefuseUnknown(known);
        return new StackModel(this, new RbmStack(rbms), shape ?? ItemShape.Vector(rbms[0].Visible.Units.Count), network?.Network, classNames);
    }

    /// <summary>Returns an action that copies the parameters of a pretrained layer; null if there is none.</summary>
    private static Action<RestrictedBoltzmannMachine>? Given(StackModel? from, int layer) => from is null ? null : rbm =>
        rbm.Machine.CopyParametersFrom(from.Stack.Layers[layer].Machine);

    private StackModel FromOf(string path, ref DataSplits parts, Device device)
    {
        Dataset train = parts.Train;
        ModelFile model = ModelFile.Read(Directory.Exists(path) ? new RunView(path).RequireModel() : path);
        if (model.Kind != Name)
            throw new ConfigurationException("from",
                $"{path} is a model of the kind {Quotation.Of(model.Kind)}; expected a stack. Train one with harmonium train stack.");
        if (Read(model, device) is not StackModel { Stack: { } stack } from || stack.Layers[0].Visible.Units.Count != train.Examples.Columns)
            throw new ConfigurationException("from",
                $"The inputs of the stack in {path} do not fit the examples of {train.Name} ({train.Shape}). Use a stack that was trained on examples of " +
                "this shape.");
        IReadOnlyList<string>? columns = ColumnList.Read(model, train.Examples.Columns);
        Dataset? Arranged(Dataset? part) => part is null ? null : DataColumns.Arranged(part, columns);
        parts = new DataSplits(DataColumns.Arranged(train, columns), Arranged(parts.Validation), Arranged(parts.Test));
        return from;
    }
}
