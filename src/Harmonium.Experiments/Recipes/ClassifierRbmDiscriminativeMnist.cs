using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>Classification RBM on MNIST trained by the discriminative objective alone (Larochelle &amp; Bengio 2008, table 1: 1.81 %).</summary>
internal sealed class ClassifierRbmDiscriminativeMnist : ClassifierRecipe
{
    /// <inheritdoc/>
    public override string Id => "classifier-rbm-discriminative-mnist";

    /// <inheritdoc/>
    public override string Title => "Discriminative classification RBM on MNIST";

    /// <inheritdoc/>
    public override string Summary =>
        "500 hidden units, trained with the exact gradient of log p(label | digit) with dropout of three tenths of the pixels. Training takes 40 epochs in " +
        "batches of 100, with Nesterov's momentum, a falling learning rate and averaged weights at the end. Pixels are gray; digits are not shifted.";

    private protected override string DataName => "mnist";

    private protected override double Published => 0.0181;

    private protected override string Source => "Larochelle & Bengio 2008, table 1";

    internal override ClassifierRbmSettings Settings => new()
    {
        Hidden = 500,
        Objective = ClassifierObjective.Discriminative,
        InputDropout = 0.3,
        Schedule = new() { Epochs = 40, Batch = 100 },
        Optimizer = new() { Optimizer = OptimizerKind.Nesterov, LearningRate = 1, Momentum = 0.9, AverageFrom = 0.7 },
    };
}
