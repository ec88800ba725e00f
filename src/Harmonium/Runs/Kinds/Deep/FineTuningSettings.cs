using Harmonium.Networks;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>Settings of the training of a classifier whose first layers are pretrained.</summary>
public sealed record FineTuningSettings
{
    /// <summary>The dropout rate of the inputs, 0 to below 1.</summary>
    [Setting("the dropout rate of the inputs", AtLeast = 0, Below = 1)]
    public double InputDropout { get; init; }

    /// <summary>The dropout rate of the hidden units, 0 to below 1.</summary>
    [Setting("the dropout rate of the hidden units", AtLeast = 0, Below = 1)]
    public double Dropout { get; init; }

    /// <summary>Gradient clipping, line searches, label smoothing, and the initialization of the layers that are not pretrained.</summary>
    [SettingsGroup("Fine-tuning")]
    public NetworkSettings Network { get; init; } = new() { Initialization = InitializationKind.Xavier };

    /// <summary>The random distortion of images at each visit.</summary>
    [SettingsGroup("Fine-tuning")]
    public DistortionSettings Distortion { get; init; } = new();

    /// <summary>The training length, batch size, early stopping and checkpoints.</summary>
    [SettingsGroup("Fine-tuning")]
    public ScheduleSettings Schedule { get; init; } = new();

    /// <summary>The optimizer, its learning rate and momentum, and the weight penalties.</summary>
    [SettingsGroup("Fine-tuning")]
    public OptimizerSettings Optimizer { get; init; } = MlpSettings.DefaultOptimizer;
}
