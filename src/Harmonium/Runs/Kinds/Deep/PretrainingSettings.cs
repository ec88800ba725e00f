using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>How each RBM is trained on top of which others are to stand.</summary>
public sealed record PretrainingSettings
{
    /// <summary>The metric that decides when to stop a layer, a name of <see cref="RbmMonitor.All"/>.</summary>
    [Setting("the metric that patience watches", Value = "monitor", Names = typeof(RbmMonitor))]
    public string StopOn { get; init; } = "validationReconstructionError";

    /// <summary>How long each layer trains.</summary>
    [SettingsGroup("Pretraining")]
    public ScheduleSettings Schedule { get; init; } = new();

    /// <summary>How parameters move.</summary>
    [SettingsGroup("Pretraining")]
    public OptimizerSettings Optimizer { get; init; } = new();

    /// <summary>How the gradient is estimated; contrastive divergence, whose hidden units are good features after few epochs.</summary>
    [SettingsGroup("Pretraining")]
    public EnergySettings Energy { get; init; } = new() { Method = "cd" };
}
