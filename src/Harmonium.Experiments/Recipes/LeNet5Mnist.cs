using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>LeNet-5 on undistorted MNIST (LeCun et al. 1998: 0.95 %).</summary>
internal sealed class LeNet5Mnist : ClassificationRecipe
{
    /// <inheritdoc/>
    public override string Id => "lenet5-mnist";

    /// <inheritdoc/>
    public override string Title => "LeNet-5 on MNIST";

    /// <inheritdoc/>
    public override string Summary =>
        "Mean pooling and tanh units as in 1998, with a softmax output. The learning rate of AdamW follows one cycle up to 0.004 over 30 epochs, and the " +
        "weights of the last fifth are averaged.";

    internal override KindSettings Settings => new LeNetSettings
    {
        Schedule = new() { Epochs = 30, Batch = 100 },
        Optimizer = new()
        {
            Optimizer = OptimizerKind.Adam,
            LearningRate = 0.004,
            LearningRateSchedule = LearningRateSchedule.OneCycle,
            Momentum = 0.9,
            L2 = 0.02,
            AverageFrom = 0.8,
        },
    };

    private protected override double Promised => 0.0095;

    private protected override double Published => 0.0095;

    private protected override string Source => "LeCun, Bottou, Bengio, Haffner 1998";

    private protected override double Minutes => 5;
}
