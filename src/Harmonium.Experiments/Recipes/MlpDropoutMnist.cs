using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>
/// Three layers of 1,024 rectifiers with dropout and max-norm on MNIST (Srivastava et al. 2014, table 2: 1.06 % with max-norm of three such layers).
/// </summary>
internal sealed class MlpDropoutMnist : ClassificationRecipe
{
    /// <inheritdoc/>
    public override string Id => "mlp-dropout-mnist";

    /// <inheritdoc/>
    public override string Title => "784–1024–1024–1024–10 perceptron with dropout on MNIST";

    /// <inheritdoc/>
    public override string Summary =>
        "Dropout of 40 % of the inputs and 35 % of the hidden units, batch normalization, and a maximum norm of 3 for incoming weights. The learning rate " +
        "of Adam falls from 0.002 to 0.00002 over 120 epochs, and the weights of the last fifth are averaged.";

    internal override KindSettings Settings => new MlpSettings
    {
        Hidden = "1024,1024,1024",
        InputDropout = 0.4,
        Dropout = 0.35,
        Normalize = true,
        Schedule = new() { Epochs = 120, Batch = 100 },
        Optimizer = new()
        {
            Optimizer = OptimizerKind.Adam,
            LearningRate = 0.002,
            LearningRateSchedule = LearningRateSchedule.Cosine,
            FinalLearningRate = 0.00002,
            Momentum = 0.9,
            MaximumNorm = 3,
            AverageFrom = 0.8,
        },
    };

    private protected override double Promised => 0.0105;

    private protected override double Published => 0.0106;

    private protected override string Source => "Srivastava et al. 2014, table 2";

    private protected override double Minutes => 30;
}
