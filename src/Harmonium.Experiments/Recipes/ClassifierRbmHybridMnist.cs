using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>Classification RBM on MNIST by the hybrid objective (Larochelle &amp; Bengio 2008, table 1: 1.28 %).</summary>
public sealed class ClassifierRbmHybridMnist : ClassifierRecipe
{
    /// <inheritdoc/>
    public override string Id => "classifier-rbm-hybrid-mnist";

    /// <inheritdoc/>
    public override string Title => "Hybrid classification RBM on MNIST";

    /// <inheritdoc/>
    public override string Summary =>
        "1500 hidden units, log p(label | digit) + 0.01 log p(digit, label), the first exactly with three tenths of the pixels dropped at each visit, the " +
            "second by CD-1; 30 epochs in batches of 100 with Nesterov's momentum at a falling rate, the last part averaged. Gray pixels, no shifts.";

    private protected override string DataName => "mnist";

    private protected override double Published => 0.0128;

    private protected override string Source => "Larochelle & Bengio 2008, table 1";

    internal override ClassifierRbmSettings Settings => new()
    {
        Hidden = 1500,
        GenerativeWeight = 0.01,
        InputDropout = 0.3,
        Schedule = new() { Epochs = 30 },
        Optimizer = new() { Optimizer = OptimizerKind.Nesterov, LearningRate = 1, Momentum = 0.9, AverageFrom = 0.7 },
    };
}
