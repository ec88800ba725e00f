using Harmonium.Errors;
using Harmonium.Networks.Recurrent;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Kinds.Networks;

/// <summary>The settings of a recurrent network that models text.</summary>
public sealed record TextSettings() : SingleStageSettings(new() { Batch = 50, Epochs = 10 }, MlpSettings.DefaultOptimizer with { LearningRate = 0.004 })
{
    /// <summary>The kind of the recurrent units, a name of <see cref="RecurrentLayer.Kinds"/>.</summary>
    [Setting("the kind of the recurrent units", Value = "kind", Names = typeof(RecurrentLayer))]
    public string Cell { get; init; } = "lstm";

    /// <summary>The number of units per layer, at least 1.</summary>
    [Setting("the number of units per layer", AtLeast = 1)]
    public int Units { get; init; } = 256;

    /// <summary>The number of recurrent layers, at least 1.</summary>
    [Setting("the number of recurrent layers", AtLeast = 1)]
    public int Layers { get; init; } = 1;

    /// <summary>The dropout rate of the outputs of each layer, 0 to below 1 (Zaremba, Sutskever, Vinyals 2014).</summary>
    [Setting("the dropout rate of the outputs of each layer", AtLeast = 0, Below = 1)]
    public double Dropout { get; init; }

    /// <summary>The length of truncated backpropagation through time, in characters, at least 1.</summary>
    [Setting("the length of truncated backpropagation through time, in characters", AtLeast = 1, Group = "Training")]
    public int Window { get; init; } = 64;

    /// <summary>The maximum Euclidean norm of the gradient, above 0 (Pascanu, Mikolov, Bengio 2013).</summary>
    [Setting("the maximum norm of the gradient (gradient clipping)", Above = 0, Group = "Training")]
    public double? GradientNorm { get; init; } = 5;

    /// <summary>How the text is read and split.</summary>
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
                "Recurrent networks do not support cg and lbfgs. Choose adam, rms-prop, momentum or nesterov.");
    }
}
