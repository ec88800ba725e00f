using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Tests.Evaluation;

namespace Harmonium.Tests;

public sealed class ExactGradientTests
{
    [Theory]
    [InlineData(5, 3, 1.0)]
    [InlineData(3, 5, 1.0)]
    [InlineData(4, 4, 3.0)]
    public void A_step_is_the_gradient_of_the_log_likelihood(int visible, int hidden, double scale)
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(visible, hidden, scale, seed: 3);
        Tensor examples = TinyTraining.Uneven(12, visible, seed: 4);
        EnumeratedRbm oracle = new(rbm);
        double[] expected = oracle.GradientOf(() => oracle.LogLikelihood(examples, TinyTraining.Equal(12)));

        double[] found = TinyTraining.StepOf(rbm, TinyTraining.FullBatch(rbm, examples, TinyTraining.Plain));

        TinyTraining.AssertClose(expected, found, 3e-6);
    }

    [Fact]
    public void A_step_with_weights_of_examples_is_the_gradient_of_the_weighted_log_likelihood()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 1, seed: 3);
        Tensor examples = TinyTraining.Uneven(5, 4, seed: 4);
        EnumeratedRbm oracle = new(rbm);
        double[] expected = oracle.GradientOf(() => oracle.LogLikelihood(examples, [0.1, 0.2, 0, 0.3, 0.4]));

        double[] found = TinyTraining.StepOf(rbm, TinyTraining.FullBatch(rbm, examples, TinyTraining.Plain, weights: [1, 2, 0, 3, 4]));

        TinyTraining.AssertClose(expected, found, 3e-6);
    }

    [Fact]
    public void Many_steps_make_the_distribution_that_of_the_data()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(3, 4, 0.5, seed: 3);
        Tensor examples = Tensor.From([0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1], 4, 3);

        TinyTraining.Run(TinyTraining.FullBatch(rbm, examples, TinyTraining.Plain with { Offsets = OffsetKind.Centered, LearningRate = 0.5 }), 0, 3000,
            epochs: 3000);

        EnumeratedRbm learned = new(rbm);
        Assert.Equal(0.5, learned.Probability(0b000), 0.03);
        Assert.Equal(0.25, learned.Probability(0b011), 0.03);
        Assert.Equal(0.25, learned.Probability(0b110), 0.03);
    }

    [Fact]
    public void A_machine_with_two_large_sides_is_refused() =>
        Assert.Contains("15 bernoulli and 16 bernoulli", Assert.Throws<ArgumentException>(() => new ExactGradient(RestrictedBoltzmannMachine.OfBernoulli(15, 16))).Message);
}
