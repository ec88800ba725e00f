using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.Networks;

/// <summary>The settings of a LeNet.</summary>
public sealed record LeNetSettings() : SingleStageSettings(null, MlpSettings.DefaultOptimizer), INetworkSettings
{
    /// <summary>Whether the network has rectifiers, max pooling and more feature maps in place of LeNet-5 as published in 1998.</summary>
    [Setting("rectifiers, max pooling and more feature maps in place of LeNet-5 as published")]
    public bool Rectified { get; init; }

    /// <summary>The share of hidden units dropped while training, 0 to below 1; without effect on LeNet-5 as published.</summary>
    [Setting("the share of hidden units dropped while training, of a rectified network", AtLeast = 0, Below = 1)]
    public double Dropout { get; init; }

    /// <summary>Of how many examples the label is used, as many of each class, at least 1; null for all.</summary>
    [Setting("learn from so many labeled examples, as many of each class", AtLeast = 1, Default = "all")]
    public int? Labeled { get; init; }

    /// <summary>How the network is initialized and judged.</summary>
    [SettingsGroup("Network")]
    public NetworkSettings Network { get; init; } = new() { Initialization = InitializationKind.Xavier };

    /// <summary>What is done to images at each visit.</summary>
    [SettingsGroup("Network")]
    public DistortionSettings Distortion { get; init; } = new();

    /// <summary>How data are read.</summary>
    [SettingsGroup("Data")]
    public ExampleDataSettings Data { get; init; } = new();

    /// <inheritdoc/>
    public override DataSettings Input => Data;

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        Network.Check(Optimizer);
    }

    /// <inheritdoc/>
    public IReadOnlyList<NetworkLayer> LayersFor(int classes) => Rectified ? LeNetLayers.Rectified(dropout: Dropout, classes: classes) : LeNetLayers.Classic(classes);
}
