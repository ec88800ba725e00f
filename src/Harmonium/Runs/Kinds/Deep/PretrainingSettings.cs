using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>Settings of the pretraining of each RBM of a stack.</summary>
public sealed record PretrainingSettings
{
    /// <summary>The metric that early stopping monitors, a name of <see cref="RbmMonitor.All"/>.</summary>
    [Setting("the metric that early stopping monitors", Value = "metric", Names = typeof(RbmMonitor))]
    public string StopOn { get; init; } = "validationReconstructionError";

    /// <summary>The training length, batch size, early stopping and checkpoints of each layer.</summary>
    [SettingsGroup("Pretraining")]
    public ScheduleSettings Schedule { get; init; } = new();

    /// <summary>The optimizer, its learning rate and momentum, and the weight penalties.</summary>
    [SettingsGroup("Pretraining")]
    public OptimizerSettings Optimizer { get; init; } = new();

    /// <summary>The gradient estimator; contrastive divergence, which gives good features after few epochs.</summary>
    [SettingsGroup("Pretraining")]
    public EnergySettings Energy { get; init; } = new() { Method = "cd" };
}
