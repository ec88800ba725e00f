using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>Classification RBM on MNIST, trained by the hybrid objective (Larochelle &amp; Bengio 2008, table 1: 1.28 %).</summary>
internal sealed class ClassifierRbmHybridMnist : ClassifierRecipe
{
    /// <inheritdoc/>
    public override string Id => "classifier-rbm-hybrid-mnist";

    /// <inheritdoc/>
    public override string Title => "Hybrid classification RBM on MNIST";

    /// <inheritdoc/>
    public override string Summary =>
        "1500 hidden units, trained on log p(label | digit) + 0.01 log p(digit, label). The gradient of the first term is exact, with dropout of three " +
        "tenths of the pixels; that of the second is estimated by CD-1. Training takes 30 epochs in batches of 100, with Nesterov's momentum, a falling " +
        "learning rate and averaged weights at the end. Pixels are gray; digits are not shifted.";

    private protected override string DataName => "mnist";

    private protected override double Published => 0.0128;

    private protected override string Source => "Larochelle & Bengio 2008, table 1";

    internal override ClassifierRbmSettings Settings => new()
    {
        Hidden = 1500,
        GenerativeWeight = 0.01,
        InputDropout = 0.3,
        Schedule = new() { Epochs = 30, Batch = 100 },
        Optimizer = new() { Optimizer = OptimizerKind.Nesterov, LearningRate = 1, Momentum = 0.9, AverageFrom = 0.7 },
    };
}
