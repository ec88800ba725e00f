using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>A perceptron with one hidden layer of 800 rectifiers on MNIST, without regularization (Simard, Steinkraus, Platt 2003: 1.6 %).</summary>
internal sealed class MlpMnist : ClassificationRecipe
{
    /// <inheritdoc/>
    public override string Id => "mlp-mnist";

    /// <inheritdoc/>
    public override string Title => "784–800–10 perceptron on MNIST";

    /// <inheritdoc/>
    public override string Summary =>
        "800 rectifiers, trained on the cross-entropy with momentum 0.9 and a learning rate that falls from 0.1 to 0 over 40 epochs. There is no dropout, " +
        "weight decay or distortion.";

    internal override KindSettings Settings => new MlpSettings
    {
        Hidden = "800",
        Schedule = new() { Epochs = 40, Batch = 100 },
        Optimizer = new() { Optimizer = OptimizerKind.Nesterov, LearningRate = 0.1, FinalLearningRate = 0, Momentum = 0.9 },
    };

    private protected override double Promised => 0.016;

    private protected override double Published => 0.016;

    private protected override string Source => "Simard, Steinkraus, Platt 2003, table 1";

    private protected override double Minutes => 5;
}
