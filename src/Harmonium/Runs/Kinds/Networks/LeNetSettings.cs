using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.Networks;

/// <summary>The settings of a LeNet.</summary>
public sealed record LeNetSettings() : SingleStageSettings(null, MlpSettings.DefaultOptimizer), INetworkSettings
{
    /// <summary>True for rectifiers, max pooling and more feature maps; false for LeNet-5 as published in 1998.</summary>
    [Setting("use rectifiers, max pooling and more feature maps than LeNet-5 of 1998")]
    public bool Rectified { get; init; }

    /// <summary>The dropout rate of the hidden units of the rectified network, 0 to below 1. LeNet-5 as published does not use it.</summary>
    [Setting("the dropout rate of the hidden units of the rectified network", AtLeast = 0, Below = 1)]
    public double Dropout { get; init; }

    /// <summary>The number of labeled training examples, the same number per class, at least 1; null for all.</summary>
    [Setting("train on n labeled examples, the same number per class", AtLeast = 1, Default = "all", Group = "Data")]
    public int? Labeled { get; init; }

    /// <summary>Initialization, gradient clipping, line searches and label smoothing.</summary>
    [SettingsGroup("Network")]
    public NetworkSettings Network { get; init; } = new() { Initialization = InitializationKind.Xavier };

    /// <summary>The random distortion of images at each visit.</summary>
    [SettingsGroup("Network")]
    public DistortionSettings Distortion { get; init; } = new();

    /// <summary>How the data are read and split.</summary>
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
    public IReadOnlyList<NetworkLayer> LayersFor(int classes) =>
        Rectified ? LeNetLayers.Rectified(dropout: Dropout, classes: classes) : LeNetLayers.Classic(classes);
}
