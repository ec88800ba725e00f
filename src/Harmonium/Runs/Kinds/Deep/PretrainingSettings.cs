using Harmonium.Data.Preprocessing;
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

    /// <summary>Returns the effective settings of every RBM, from the bottom up.</summary>
    /// <param name="lowest">The units, data and seed of the lowest RBM. Its hidden units are those of all RBMs.</param>
    /// <param name="hidden">The number of hidden units of each RBM.</param>
    internal IEnumerable<RbmSettings> Layers(RbmSettings lowest, IEnumerable<int> hidden)
    {
        lowest = lowest with { StopOn = StopOn, Schedule = Schedule, Optimizer = Optimizer, Energy = Energy };
        foreach ((int i, int count) in hidden.Index())
        {
            RbmSettings layer = lowest with { Hidden = count, Seed = lowest.Seed + (ulong)i };
            if (i > 0)
                layer = layer with { Visible = lowest.HiddenUnits, Binarize = Binarization.Sampled };
            yield return (RbmSettings)layer.Effective();
        }
    }
}
