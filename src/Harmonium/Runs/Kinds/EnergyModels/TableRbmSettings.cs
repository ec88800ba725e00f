using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>The settings of the RBM of a table: Adam, whose steps fit units of any scale, and fewer hidden units than for images.</summary>
public sealed record TableRbmSettings() : SingleStageSettings(new() { Epochs = 100, Batch = 50 }, new() { Optimizer = OptimizerKind.Adam, LearningRate = 0.005, AverageFrom = 0.7 })
{
    /// <summary>How many hidden units, at least 1.</summary>
    [Setting("hidden units", AtLeast = 1)]
    public int Hidden { get; init; } = 50;

    /// <summary>How the gradient is estimated.</summary>
    [SettingsGroup("Gradient")]
    public EnergySettings Energy { get; init; } = new();

    /// <summary>How the table is read.</summary>
    [SettingsGroup("Data")]
    public TableDataSettings Data { get; init; } = new();

    /// <inheritdoc/>
    public override DataSettings Input => Data;

    /// <inheritdoc/>
    public override KindSettings Effective() => this with { Energy = Energy.Effective() };

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        _ = Optimizer.NewOptimizer();
    }
}
