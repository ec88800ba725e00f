using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>
/// LeNet-5 on MNIST with affine and elastic distortions (LeCun et al. 1998: 0.8 % with affine distortions; Simard et al. 2003 for elastic distortions).
/// </summary>
internal sealed class LeNet5DistortedMnist : ClassificationRecipe
{
    /// <inheritdoc/>
    public override string Id => "lenet5-distorted-mnist";

    /// <inheritdoc/>
    public override string Title => "LeNet-5 on distorted MNIST";

    /// <inheritdoc/>
    public override string Summary =>
        "The network of lenet5-mnist, with every digit shifted, rotated, scaled, sheared and bent at random in every epoch. The learning rate follows one " +
        "cycle up to 0.005 over 300 epochs, and the weights of the last tenth are averaged.";

    internal override KindSettings Settings => new LeNetSettings
    {
        Distortion = new() { Distort = true, DistortShift = 1.5, DistortScale = 0.12, DistortElasticity = 24 },
        Schedule = new() { Epochs = 300, Batch = 100 },
        Optimizer = new()
        {
            Optimizer = OptimizerKind.Adam,
            LearningRate = 0.005,
            LearningRateSchedule = LearningRateSchedule.OneCycle,
            Momentum = 0.9,
            L2 = 0.005,
            AverageFrom = 0.9,
        },
    };

    private protected override double Promised => 0.006;

    private protected override double Published => 0.008;

    private protected override string Source => "LeCun, Bottou, Bengio, Haffner 1998, with distortions";

    private protected override double Minutes => 20;
}
