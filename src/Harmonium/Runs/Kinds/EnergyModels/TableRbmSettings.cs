using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>The settings of an RBM for tables. The defaults use Adam, which suits units of any scale, and fewer hidden units than for images.</summary>
public sealed record TableRbmSettings() : SingleStageSettings(
    new() { Epochs = 100, Batch = 50 }, new() { Optimizer = OptimizerKind.Adam, LearningRate = 0.005, AverageFrom = 0.7 })
{
    /// <summary>The number of hidden units, at least 1.</summary>
    [Setting("the number of hidden units", AtLeast = 1)]
    public int Hidden { get; init; } = 50;

    /// <summary>The gradient estimator.</summary>
    [SettingsGroup("Gradient")]
    public EnergySettings Energy { get; init; } = new();

    /// <summary>How the table is read and split.</summary>
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
