using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Models;

/// <summary>The settings of a kind that trains in one stage.</summary>
public abstract record SingleStageSettings : KindSettings
{
    private protected SingleStageSettings(ScheduleSettings? schedule = null, OptimizerSettings? optimizer = null) =>
        (Schedule, Optimizer) = (schedule ?? new(), optimizer ?? new());

    /// <summary>The training length, batch size, early stopping and checkpoints.</summary>
    [SettingsGroup("Training")]
    public ScheduleSettings Schedule { get; init; }

    /// <summary>The optimizer, its learning rate and momentum, and the weight penalties.</summary>
    [SettingsGroup("Optimizer")]
    public OptimizerSettings Optimizer
    {
        get;
        init => field = field is null ? value : value with { LearningRate = value.LearningRate ?? field.LearningRate };
    }

    /// <summary>Shortcut for <see cref="ScheduleSettings.Epochs"/>. Write it after <see cref="Schedule"/>, which replaces all values of the group.</summary>
    public int Epochs
    {
        get => Schedule.Epochs;
        init => Schedule = Schedule with { Epochs = value };
    }

    /// <summary>Shortcut for <see cref="ScheduleSettings.Batch"/>.</summary>
    public int? Batch
    {
        get => Schedule.Batch;
        init => Schedule = Schedule with { Batch = value };
    }

    /// <summary>Shortcut for <see cref="ScheduleSettings.Patience"/>.</summary>
    public int? Patience
    {
        get => Schedule.Patience;
        init => Schedule = Schedule with { Patience = value };
    }

    /// <summary>Shortcut for <see cref="OptimizerSettings.LearningRate"/>. Write it after <see cref="Optimizer"/>, which replaces the group.</summary>
    public double? LearningRate
    {
        get => Optimizer.LearningRate;
        init => Optimizer = Optimizer with { LearningRate = value };
    }

    /// <summary>Shortcut for <see cref="OptimizerSettings.Momentum"/>.</summary>
    public double Momentum
    {
        get => Optimizer.Momentum;
        init => Optimizer = Optimizer with { Momentum = value };
    }

    /// <summary>Shortcut for <see cref="OptimizerSettings.L2"/>.</summary>
    public double L2
    {
        get => Optimizer.L2;
        init => Optimizer = Optimizer with { L2 = value };
    }
}
