using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.Networks;

/// <summary>The settings of a multilayer perceptron.</summary>
public sealed record MlpSettings() : SingleStageSettings(null, DefaultOptimizer), INetworkSettings
{
    /// <summary>The number of units of each hidden layer, separated by commas.</summary>
    [Setting("the number of units of each hidden layer, separated by commas", Value = "list")]
    public string Hidden { get; init; } = "800";

    /// <summary>The activation function of the hidden units, a word of <see cref="ActivationWords.All"/>.</summary>
    [Setting("the activation function of the hidden units", Names = typeof(ActivationWords))]
    public string Activation { get; init; } = "relu";

    /// <summary>The slope of the activation function, above 0.</summary>
    [Setting("the slope of the activation function", Above = 0)]
    public double Slope { get; init; } = 1;

    /// <summary>The dropout rate of the inputs, 0 to below 1; 0.2 in Srivastava et al. 2014.</summary>
    [Setting("the dropout rate of the inputs", AtLeast = 0, Below = 1)]
    public double InputDropout { get; init; }

    /// <summary>The dropout rate of the hidden units, 0 to below 1; 0.5 in Srivastava et al. 2014.</summary>
    [Setting("the dropout rate of the hidden units", AtLeast = 0, Below = 1)]
    public double Dropout { get; init; }

    /// <summary>True to use batch normalization (Ioffe &amp; Szegedy 2015).</summary>
    [Setting("use batch normalization", Aliases = ["normalise"])]
    public bool Normalize { get; init; }

    /// <summary>The number of labeled training examples, the same number per class, at least 1; null for all.</summary>
    [Setting("train on n labeled examples, the same number per class", AtLeast = 1, Default = "all", Group = "Data")]
    public int? Labeled { get; init; }

    /// <summary>Initialization, gradient clipping, line searches and label smoothing.</summary>
    [SettingsGroup("Network")]
    public NetworkSettings Network { get; init; } = new();

    /// <summary>The random distortion of images at each visit.</summary>
    [SettingsGroup("Network")]
    public DistortionSettings Distortion { get; init; } = new();

    /// <summary>How the data are read and split.</summary>
    [SettingsGroup("Data")]
    public ExampleDataSettings Data { get; init; } = new();

    /// <inheritdoc/>
    public override DataSettings Input => Data;

    /// <summary>The default optimizer of networks.</summary>
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
