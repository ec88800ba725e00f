using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Deep;
using Harmonium.Errors;
using Harmonium.Machines;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Functions;
using Harmonium.Runs.Files;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;
using Harmonium.Units;

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

/// <summary>The settings of a stack of RBMs.</summary>
public sealed record StackSettings : KindSettings, INetworkSettings
{
    private const string DefaultHidden = "500,500";

    /// <summary>The number of hidden units of each RBM, from the bottom up, separated by commas; null for 500,500 or for those of <see cref="From"/>.</summary>
    [Setting("the number of hidden units of each RBM, from the bottom up, separated by commas", Value = "list", Default = DefaultHidden)]
    public string? Hidden { get; init; }

    /// <summary>The kind of the visible units of the bottom RBM, a name of <see cref="LowestUnits"/>.</summary>
    [Setting("the kind of the visible units: bernoulli (0 or 1), spin (±1), gaussian (real values), truncated-gaussian (nonnegative values), poisson " +
        "(counts), binomial (counts up to 255), replicated-softmax (word counts), truncated-exponential (values from 0 to 1)",
        Value = "kind", Names = typeof(LowestUnits))]
    public string Visible { get; init; } = "bernoulli";

    /// <summary>The kind of the hidden units of all RBMs, a name of <see cref="StackedUnits"/>. They are also the visible units of the next RBM.</summary>
    [Setting("the kind of the hidden units", Value = "kind", Names = typeof(StackedUnits))]
    public string HiddenUnits { get; init; } = "bernoulli";

    /// <summary>The variance of Gaussian visible units: learned, or fixed at 1.</summary>
    [Setting("the variance of gaussian visible units: learned, or fixed at 1")]
    public VarianceKind Variance { get; init; }

    /// <summary>The binarization of gray values for Bernoulli visible units.</summary>
    [Setting("the binarization of gray values, for bernoulli visible units", Group = "Data")]
    public Binarization Binarize { get; init; } = Binarization.Sampled;

    /// <summary>The run folder or model file of a pretrained stack; null to pretrain a new one.</summary>
    [Setting("the run folder or model file of a stack to start from, instead of pretraining", Value = "path", Default = "pretrain a new stack",
        Group = "Training")]
    public string? From { get; init; }

    /// <summary>True to train a classifier that is initialized with the weights of the stack.</summary>
    [Setting("after pretraining, train a classifier that starts from the stack; needs labels", Group = "Training")]
    public bool FineTune { get; init; }

    /// <summary>The number of labeled examples for fine-tuning, the same number per class, at least 1; null for all.</summary>
    [Setting("fine-tune on n labeled examples, the same number per class", AtLeast = 1, Default = "all", Group = "Data")]
    public int? Labeled { get; init; }

    /// <summary>How the data are read and split.</summary>
    [SettingsGroup("Data")]
    public ExampleDataSettings Data { get; init; } = new();

    /// <summary>The training of each RBM.</summary>
    [SettingsGroup("Pretraining", IsStage = true)]
    public PretrainingSettings Pretraining { get; init; } = new();

    /// <summary>The training of the classifier.</summary>
    [SettingsGroup("Fine-tuning", IsStage = true)]
    public FineTuningSettings FineTuning { get; init; } = new();

    /// <summary>Shortcut for the epochs of both stages.</summary>
    public int Epochs
    {
        get => Pretraining.Schedule.Epochs;
        init
        {
            Pretraining = Pretraining with { Schedule = Pretraining.Schedule with { Epochs = value } };
            FineTuning = FineTuning with { Schedule = FineTuning.Schedule with { Epochs = value } };
        }
    }

    /// <inheritdoc/>
    public override DataSettings Input => Data;

    /// <inheritdoc/>
    public override Binarization Binarization => Visible == "bernoulli" ? Binarize : Binarization.None;

    /// <inheritdoc/>
    public DistortionSettings Distortion => FineTuning.Distortion;

    /// <inheritdoc/>
    public NetworkSettings Network => FineTuning.Network;

    /// <inheritdoc/>
    public ScheduleSettings Schedule => FineTuning.Schedule;

    /// <inheritdoc/>
    public OptimizerSettings Optimizer => FineTuning.Optimizer;

    /// <inheritdoc/>
    public override IEnumerable<(string Stage, string Advice)> StagesLeftOut()
    {
        if (From is not null)
            yield return ("pretraining.", "It cannot be combined with `from`, which uses pretrained layers without changes. Omit one of the two.");
        if (!FineTune)
            yield return ("fineTuning.", "It needs `fineTune`, because no classifier is fine-tuned otherwise. Add `fineTune`, or omit this setting.");
    }

    /// <summary>Defaults that depend on the kind of the units are filled in separately for each RBM, because the RBMs have different kinds of units.</summary>
    public override KindSettings Effective() => this with
    {
        Hidden = From is null ? Hidden ?? DefaultHidden : Hidden,
        From = From is { } path && Path.Exists(path) ? Path.GetFullPath(path) : From,
        Binarize = Binarization,
    };

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        RbmSettings[] layers = [.. Layers(null)];
        if (layers.Length == 0)
            throw new ConfigurationException("hidden", "It is empty; expected the number of hidden units of at least one RBM, such as 500,500.");
        if (From is not null && Hidden is not null)
            throw new ConfigurationException("hidden", "It cannot be combined with `from`, which sets the sizes of the layers. Omit one of the two.");
        if (From is not null && !FineTune)
            throw new ConfigurationException("from",
                "The stack is already trained, and no classifier is fine-tuned, so there is nothing to train. Add `fineTune`.");
        try
        {
            foreach (RbmSettings layer in layers)
                layer.Check();
        }
        catch (ConfigurationException exception)
        {
            throw exception.In("pretraining.");
        }

        Network.Check(Optimizer);
        if (FineTune)
            _ = ActivationOf(HiddenUnits);
        else if (Labeled is not null)
            throw new ConfigurationException("labeled", "It needs `fineTune`, because only fine-tuning uses labels. Add `fineTune`, or omit this setting.");
    }

    /// <inheritdoc/>
    public IReadOnlyList<NetworkLayer> LayersFor(int classes) => LayersFor(classes, LayerSizes.Parse("hidden", Hidden ?? DefaultHidden));

    /// <summary>Initializes the classifier: the lower layers with the weights of the RBMs, the layers above at random.</summary>
    /// <param name="network">The classifier, with the layers that <see cref="LayersFor(int)"/> returns.</param>
    /// <param name="stack">The trained RBMs.</param>
    internal void Start(FeedForwardNetwork network, RbmStack stack)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stack);
        network.Initialize(FineTuning.Network.FirstWeights, Seed);
        foreach ((int i, int dense) in StackModel.DenseLayersOf(network).Take(stack.Layers.Count).Index())
            network.InitializeFrom(dense, stack.Layers[i]);
    }

    private RbmSettings Lowest => new()
    {
        Visible = Visible,
        HiddenUnits = HiddenUnits,
        Variance = Variance,
        Binarize = Binarize,
        StopOn = Pretraining.StopOn,
        Schedule = Pretraining.Schedule,
        Optimizer = Pretraining.Optimizer,
        Energy = Pretraining.Energy,
        Data = Data,
    };

    /// <summary>Returns the settings of every RBM, from the bottom up.</summary>
    /// <param name="from">The pretrained stack; null for a new one.</param>
    internal IEnumerable<RbmSettings> Layers(RbmStack? from)
    {
        int[] sizes = from is null ? LayerSizes.Parse("hidden", Hidden ?? DefaultHidden) : [.. from.Layers.Select(layer => layer.Hidden.Units.Count)];
        for (int i = 0; i < sizes.Length; i++)
        {
            RbmSettings layer = Lowest with { Hidden = sizes[i], Seed = Seed + (ulong)i };
            if (i > 0)
                layer = layer with { Visible = HiddenUnits, Binarize = Binarization.Sampled };
            if (from is not null)
                layer = layer with
                {
                    Visible = from.Layers[i].Visible.Units.Kind,
                    HiddenUnits = from.Layers[i].Hidden.Units.Kind,
                    Schedule = layer.Schedule with { Epochs = 0 }
                };
            yield return (RbmSettings)layer.Effective();
        }
    }

    /// <summary>Returns the layers of a classifier that starts from the given RBMs.</summary>
    internal IReadOnlyList<NetworkLayer> LayersFor(int classes, IReadOnlyList<RestrictedBoltzmannMachine> rbms) =>
        LayersFor(classes, [.. rbms.Select(rbm => rbm.Hidden.Units.Count)]);

    private IReadOnlyList<NetworkLayer> LayersFor(int classes, int[] hidden) =>
        MultilayerPerceptron.Layers(hidden, classes, ActivationOf(HiddenUnits), FineTuning.InputDropout, FineTuning.Dropout);

    /// <summary>Returns the activation function that equals or approximates the mean of the hidden units.</summary>
    private static Activation ActivationOf(string units) => units switch
    {
        "bernoulli" => Activation.Logistic,
        "spin" => Activation.Tanh,
        "truncated-gaussian" => Activation.Rectifier,
        "gaussian" => Activation.Linear,
        _ => throw new ConfigurationException("hiddenUnits",
            $"It is {units}, but a classifier can only start from bernoulli, spin, gaussian or truncated-gaussian units. Choose one of these, or train " +
            "without `fineTune`."),
    };
}

/// <summary>The kinds of units that can be visible units of the bottom RBM: all that need no number of categories.</summary>
internal static class LowestUnits
{
    internal static IReadOnlyList<string> Names { get; } = [.. UnitKind.Names.Where(name => name != "categorical")];

    internal static string Canonical(string word) => UnitKind.Canonical(word);
}

/// <summary>The kinds of units that can be hidden units of one RBM and visible units of the next.</summary>
internal static class StackedUnits
{
    internal static IReadOnlyList<string> Names { get; } = ["bernoulli", "spin", "gaussian", "truncated-gaussian", "truncated-exponential"];

    internal static string Canonical(string word) => UnitKind.Canonical(word);
}
