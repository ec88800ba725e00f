using Harmonium.Networks;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>How a classifier is trained that starts from trained layers.</summary>
public sealed record FineTuningSettings
{
    /// <summary>The share of inputs dropped while training, 0 to below 1.</summary>
    [Setting("the share of inputs dropped while training", AtLeast = 0, Below = 1)]
    public double InputDropout { get; init; }

    /// <summary>The share of hidden units dropped while training, 0 to below 1.</summary>
    [Setting("the share of hidden units dropped while training", AtLeast = 0, Below = 1)]
    public double Dropout { get; init; }

    /// <summary>How the layers that no RBM gives are initialized.</summary>
    [SettingsGroup("Fine-tuning")]
    public NetworkSettings Network { get; init; } = new() { Initialization = InitializationKind.Xavier };

    /// <summary>What is done to images at each visit.</summary>
    [SettingsGroup("Fine-tuning")]
    public DistortionSettings Distortion { get; init; } = new();

    /// <summary>How long it trains.</summary>
    [SettingsGroup("Fine-tuning")]
    public ScheduleSettings Schedule { get; init; } = new();

    /// <summary>How parameters move.</summary>
    [SettingsGroup("Fine-tuning")]
    public OptimizerSettings Optimizer { get; init; } = MlpSettings.DefaultOptimizer;
}
