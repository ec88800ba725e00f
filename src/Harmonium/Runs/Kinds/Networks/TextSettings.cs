using Harmonium.Errors;
using Harmonium.Networks.Recurrent;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.Networks;

/// <summary>The settings of a recurrent network that reads and writes text.</summary>
public sealed record TextSettings() : SingleStageSettings(new() { Batch = 50, Epochs = 10 }, MlpSettings.DefaultOptimizer with { LearningRate = 0.004 })
{
    /// <summary>The kind of the units, a name of <see cref="RecurrentLayer.Kinds"/>.</summary>
    [Setting("the kind of the units", Value = "kind", Names = typeof(RecurrentLayer))]
    public string Cell { get; init; } = "lstm";

    /// <summary>How many units a layer has, at least 1.</summary>
    [Setting("units per layer", AtLeast = 1)]
    public int Units { get; init; } = 256;

    /// <summary>How many layers, at least 1.</summary>
    [Setting("layers", AtLeast = 1)]
    public int Layers { get; init; } = 1;

    /// <summary>The share of outputs dropped between layers while training, 0 to below 1 (Zaremba, Sutskever, Vinyals 2014).</summary>
    [Setting("the share of outputs dropped between layers while training", AtLeast = 0, Below = 1)]
    public double Dropout { get; init; }

    /// <summary>How many characters gradients are propagated back, at least 1.</summary>
    [Setting("how many characters gradients are propagated back", AtLeast = 1)]
    public int Window { get; init; } = 64;

    /// <summary>The largest Euclidean norm of the gradient, above 0 (Pascanu, Mikolov, Bengio 2013).</summary>
    [Setting("the largest norm of the gradient", Above = 0)]
    public double? GradientNorm { get; init; } = 5;

    /// <summary>How the text is read.</summary>
    [SettingsGroup("Data")]
    public TextDataSettings Data { get; init; } = new() { Validation = 0.1 };

    /// <inheritdoc/>
    public override DataSettings Input => Data;

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        if (Optimizer.SearchesLines)
            throw new ConfigurationException("optimizer",
                "cg and lbfgs search along lines on one batch, and a text is read on from step to step. Choose adam, rms-prop, momentum or nesterov.");
    }
}
