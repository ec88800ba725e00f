using Harmonium.Data.Preprocessing;
using Harmonium.Deep;
using Harmonium.Errors;
using Harmonium.Machines;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Numerics.Functions;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.Deep;

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
        Data = Data,
        Seed = Seed,
    };

    /// <summary>Returns the settings of every RBM, from the bottom up.</summary>
    /// <param name="from">The pretrained stack; null for a new one.</param>
    internal IEnumerable<RbmSettings> Layers(RbmStack? from)
    {
        int[] sizes = from is null ? LayerSizes.Parse("hidden", Hidden ?? DefaultHidden) : [.. from.Layers.Select(layer => layer.Hidden.Units.Count)];
        foreach ((int i, RbmSettings layer) in Pretraining.Layers(Lowest, sizes).Index())
        {
            yield return from is null ? layer : (RbmSettings)(layer with
            {
                Visible = from.Layers[i].Visible.Units.Kind,
                HiddenUnits = from.Layers[i].Hidden.Units.Kind,
                Schedule = layer.Schedule with { Epochs = 0 },
            }).Effective();
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
