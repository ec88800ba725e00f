using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.Networks;

/// <summary>The settings of a multilayer perceptron.</summary>
public sealed record MlpSettings() : SingleStageSettings(null, DefaultOptimizer), INetworkSettings
{
    /// <summary>The units of each hidden layer, separated by commas.</summary>
    [Setting("the units of each hidden layer, separated by commas", Value = "list")]
    public string Hidden { get; init; } = "800";

    /// <summary>What hidden units do with their sums, a word of <see cref="ActivationWords.All"/>.</summary>
    [Setting("the activation of hidden units", Names = typeof(ActivationWords))]
    public string Activation { get; init; } = "relu";

    /// <summary>The slope of the activation, above 0.</summary>
    [Setting("the slope of the activation", Above = 0)]
    public double Slope { get; init; } = 1;

    /// <summary>The share of inputs dropped while training, 0 to below 1; 0.2 in Srivastava et al. 2014.</summary>
    [Setting("the share of inputs dropped while training", AtLeast = 0, Below = 1)]
    public double InputDropout { get; init; }

    /// <summary>The share of hidden units dropped while training, 0 to below 1; 0.5 there.</summary>
    [Setting("the share of hidden units dropped while training", AtLeast = 0, Below = 1)]
    public double Dropout { get; init; }

    /// <summary>Whether sums are normalized over the batch (Ioffe &amp; Szegedy 2015).</summary>
    [Setting("normalize sums over the batch", Aliases = ["normalise"])]
    public bool Normalize { get; init; }

    /// <summary>Of how many examples the label is used, as many of each class, at least 1; null for all.</summary>
    [Setting("learn from so many labeled examples, as many of each class", AtLeast = 1, Default = "all")]
    public int? Labeled { get; init; }

    /// <summary>How the network is initialized and judged.</summary>
    [SettingsGroup("Network")]
    public NetworkSettings Network { get; init; } = new();

    /// <summary>What is done to images at each visit.</summary>
    [SettingsGroup("Network")]
    public DistortionSettings Distortion { get; init; } = new();

    /// <summary>How data are read.</summary>
    [SettingsGroup("Data")]
    public ExampleDataSettings Data { get; init; } = new();

    /// <inheritdoc/>
    public override DataSettings Input => Data;

    /// <summary>What networks take where nothing else is asked for.</summary>
    internal static OptimizerSettings DefaultOptimizer =>
        new() { Optimizer = OptimizerKind.Adam, LearningRate = 0.002, LearningRateSchedule = LearningRateSchedule.Cosine, Momentum = 0.9 };

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        Network.Check(Optimizer);
        _ = LayersFor(2);
    }

    /// <inheritdoc/>
    public IReadOnlyList<NetworkLayer> LayersFor(int classes) =>
        MultilayerPerceptron.Layers(LayerSizes.Parse("hidden", Hidden), classes, ActivationWords.Find(Activation, Slope)!.Value, InputDropout,
            Dropout, Normalize);
}
