using Harmonium.Networks;
using Harmonium.Numerics.Differentiation;

namespace Harmonium.Experiments.Recipes;

/// <summary>Three layers of 1,024 rectifiers with dropout and max-norm on MNIST (Srivastava et al. 2014, table 2: 1.06 % with max-norm of three such layers).</summary>
public sealed class MlpDropoutMnist : ClassificationRecipe
{
    /// <inheritdoc/>
    public override string Id => "mlp-dropout-mnist";

    /// <inheritdoc/>
    public override string Title => "784–1024–1024–1024–10 perceptron with dropout on MNIST";

    /// <inheritdoc/>
    public override string Summary => "A fifth of the inputs and half of the hidden units left out, incoming weights no longer than 2, Adam with one cycle up to 0.002 over 250 epochs, the last tenth averaged.";

    private protected override NetworkTrial Trial => new()
    {
        Layers = MultilayerPerceptron.Layers([1024, 1024, 1024], 10, Activation.Rectifier, inputDropout: 0.2, dropout: 0.5),
        Epochs = 250,
        Initialisation = new WeightInitialisation(InitialisationKind.He),
        Learning = new NetworkLearningOptions { LearningRate = new OneCycleSchedule(0.002), MaximumNorm = 2, AverageFrom = 0.9 },
    };

    private protected override double Promised => 0.0105;

    private protected override double Published => 0.0106;

    private protected override string Source => "Srivastava et al. 2014, table 2";

    private protected override double Minutes => 30;
}
