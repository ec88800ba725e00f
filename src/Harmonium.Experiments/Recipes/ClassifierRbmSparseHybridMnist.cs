using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>Classification RBM on MNIST, trained by the sparse hybrid objective (Larochelle &amp; Bengio 2008, table 1: 1.16 %).</summary>
internal sealed class ClassifierRbmSparseHybridMnist : ClassifierRecipe
{
    /// <inheritdoc/>
    public override string Id => "classifier-rbm-sparse-hybrid-mnist";

    /// <inheritdoc/>
    public override string Title => "Sparse hybrid classification RBM on MNIST";

    /// <inheritdoc/>
    public override string Summary =>
        "1500 hidden units, trained on log p(label | digit) + 0.01 log p(digit, label), with a sparsity bias decrement of 0.0001. The gradient of the " +
        "first term is exact, at digits with an adversarial perturbation of Euclidean length 1; that of the second is estimated by CD-1. Training takes 30 " +
        "epochs in batches of 100, with Nesterov's momentum, a falling learning rate and averaged weights at the end. Pixels are gray; digits are not " +
        "shifted.";

    private protected override string DataName => "mnist";

    private protected override double Published => 0.0116;

    private protected override string Source => "Larochelle & Bengio 2008, table 1";

    internal override ClassifierRbmSettings Settings => new()
    {
        Hidden = 1500,
        GenerativeWeight = 0.01,
        InputDropout = 0,
        AdversarialShift = 1,
        SparsityBiasDecrement = 1e-4,
        Schedule = new() { Epochs = 30, Batch = 100 },
        Optimizer = new() { Optimizer = OptimizerKind.Nesterov, LearningRate = 1, Momentum = 0.9, AverageFrom = 0.7 },
    };
}
