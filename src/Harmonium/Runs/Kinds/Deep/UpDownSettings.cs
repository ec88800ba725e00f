using Harmonium.Deep;
using Harmonium.Errors;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>Settings of the up–down algorithm, which fine-tunes all layers of a deep belief network together.</summary>
public sealed record UpDownSettings
{
    private const double DefaultRate = 0.01;

    /// <summary>
    /// The numbers of Gibbs sweeps in the top RBM per step, for equal parts of the training, separated by commas; 3, 6 and 10 (Hinton, Osindero, Teh
    /// 2006, section 6.1).
    /// </summary>
    [Setting("the number of Gibbs sweeps in the top RBM per step; several numbers, separated by commas, divide the training into equal parts",
        Value = "list")]
    public string Sweeps { get; init; } = "3,6,10";

    /// <summary>The training length, batch size, early stopping and checkpoints.</summary>
    [SettingsGroup("Fine-tuning")]
    public ScheduleSettings Schedule { get; init; } = new();

    /// <summary>The optimizer, its learning rate and momentum, and the weight penalties.</summary>
    [SettingsGroup("Fine-tuning")]
    public OptimizerSettings Optimizer
    {
        get;
        init => field = value with { LearningRate = value.LearningRate ?? DefaultRate };
    } = new() { LearningRate = DefaultRate };

    /// <summary>Checks combinations of settings.</summary>
    /// <exception cref="ConfigurationException">Some settings cannot be combined.</exception>
    internal void Check()
    {
        if (LayerSizes.Parse("sweeps", Sweeps).Length == 0)
            throw new ConfigurationException("sweeps", "It is empty; expected the number of Gibbs sweeps per step, such as 3,6,10.");
        if (Optimizer.MaximumNorm is not null)
            throw new ConfigurationException("maximumNorm", "It is set, but the up–down algorithm does not limit norms. Omit it, or use `l2`.");
        _ = Optimizer.NewOptimizer();
    }

    /// <summary>Returns the options of the learner.</summary>
    internal UpDownOptions LearningOptions => new()
    {
        Sweeps = LayerSizes.Parse("sweeps", Sweeps),
        LearningRate = Optimizer.RateOver(Schedule.Epochs),
        Momentum = Optimizer.MomentumSchedule,
        L1 = Optimizer.L1,
        L2 = Optimizer.L2,
        AverageFrom = Optimizer.AverageFrom,
    };
}
