using Harmonium.Learning.EnergyModels;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

public sealed class CenteringTests
{
    private const int Visible = 4;
    private const int Hidden = 3;

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.5)]
    public void A_centered_step_is_the_difference_of_covariances_about_the_offsets_with_the_biases_corrected(double rate)
    {
        (RestrictedBoltzmannMachine rbm, Tensor examples, double[] data, double[] model) = Statistics();
        // Offsets start at the means of independent units and then follow the data.
        double[] offsets = [.. EnumeratedRbm.Read(rbm).Skip(Visible * Hidden).Select((bias, k) =>
            ((1 - rate) / (1 + Math.Exp(-bias))) + (rate * data[(Visible * Hidden) + k]))];

        double[] found = TinyTraining.StepOf(rbm,
            TinyTraining.FullBatch(rbm, examples, TinyTraining.Plain with { Offsets = OffsetKind.Centered, OffsetRate = rate }));

        TinyTraining.AssertClose(Centered(data, model, offsets), found, 3e-6);
    }

    [Fact]
    public void An_enhanced_step_is_the_difference_of_covariances()
    {
        (RestrictedBoltzmannMachine rbm, Tensor examples, double[] data, double[] model) = Statistics();
        double[] covariances = [.. Enumerable.Range(0, Visible * Hidden).Select(k => Covariance(data, k) - Covariance(model, k))];
        double[] means = [.. Enumerable.Range(Visible * Hidden, Visible + Hidden).Select(k => (data[k] + model[k]) / 2)];

        double[] found = TinyTraining.StepOf(rbm, TinyTraining.FullBatch(rbm, examples, TinyTraining.Plain with { Offsets = OffsetKind.Enhanced }));

        // Cho, Raiko, Ilin 2013: Cov_data − Cov_model for the weights.
        TinyTraining.AssertClose(covariances, found[..(Visible * Hidden)], 3e-6);
        TinyTraining.AssertClose(Centered(data, model, means), found, 3e-6);
    }

    [Fact]
    public void Offsets_of_0_make_the_plain_step()
    {
        (RestrictedBoltzmannMachine rbm, Tensor examples, double[] data, double[] model) = Statistics();
        EnergyLearner learner = TinyTraining.FullBatch(rbm, examples, TinyTraining.Plain with { Offsets = OffsetKind.Centered, OffsetRate = 0 });
        Dictionary<string, Tensor> state = TinyTraining.Saved(learner);
        state["offset.visible"].Scale(0);
        state["offset.hidden"].Scale(0);
        learner.Restore(state);

        double[] found = TinyTraining.StepOf(rbm, learner);

        TinyTraining.AssertClose([.. data.Select((x, k) => x - model[k])], found, 3e-6);
    }

    [Theory]
    [InlineData(OffsetKind.Centered)]
    [InlineData(OffsetKind.Enhanced)]
    public void Learning_inverted_data_is_learning_the_data(OffsetKind kind)
    {
        (double plain, double inverted) = LearnBoth(kind);

        Assert.Equal(plain, inverted, 2e-5);
    }

    [Fact]
    public void Without_offsets_learning_inverted_data_is_not_learning_the_data()
    {
        (double plain, double inverted) = LearnBoth(OffsetKind.None);

        Assert.True(Math.Abs(plain - inverted) > 5e-4, $"{plain} and {inverted}");
    }

    private static double Covariance(double[] moments, int weight) =>
        moments[weight] - (moments[(Visible * Hidden) + (weight / Hidden)] * moments[(Visible * Hidden) + Visible + (weight % Hidden)]);

    /// <summary>G = ⟨(v − μ)(h − λ)ᵀ⟩ of the data minus that of the model; Δv − G λ; Δh − Gᵀ μ.</summary>
    private static double[] Centered(double[] data, double[] model, double[] offsets)
    {
        double[] difference = [.. data.Select((x, k) => x - model[k])], step = [.. difference];
        for (int i = 0; i < Visible; i++)
        {
            for (int j = 0; j < Hidden; j++)
            {
                double mu = offsets[i], lambda = offsets[Visible + j];
                double g = difference[(i * Hidden) + j] - (mu * difference[(Visible * Hidden) + Visible + j]) - (difference[(Visible * Hidden) + i] * lambda);
                step[(i * Hidden) + j] = g;
                step[(Visible * Hidden) + i] -= g * lambda;
                step[(Visible * Hidden) + Visible + j] -= g * mu;
            }
        }

        return step;
    }

    private static (RestrictedBoltzmannMachine Rbm, Tensor Examples, double[] Data, double[] Model) Statistics()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(Visible, Hidden, 1, seed: 3);
        Tensor examples = TinyTraining.Uneven(12, Visible, seed: 4);
        EnumeratedRbm oracle = new(rbm);
        double[] data = oracle.Moments(v => Enumerable.Range(0, 12).Count(row => EnumeratedRbm.Number(examples, row) == v) / 12.0);
        return (rbm, examples, data, oracle.Moments(oracle.Probability));
    }

    /// <summary>Returns the log-likelihood after training on the data, and after training on the inverted data from the mirrored start.</summary>
    private static (double Plain, double Inverted) LearnBoth(OffsetKind kind)
    {
        (RestrictedBoltzmannMachine rbm, Tensor examples, _, _) = Statistics();
        Tensor inverse = Tensor.Zeros(examples.Rows, Visible);
        for (int row = 0; row < examples.Rows; row++)
        {
            for (int i = 0; i < Visible; i++)
                inverse[row, i] = 1 - examples[row, i];
        }

        // v → 1 − v: W → −W, a → −a, b → b + Wᵀ 1 is the same distribution.
        RestrictedBoltzmannMachine flipped = new(new Bernoulli(SmallMachines.Bias(rbm.Visible).Clone().Scale(-1)), new Bernoulli(SmallMachines.Bias(rbm.Hidden).Clone()),
            rbm.Weights.Clone().Scale(-1));
        for (int j = 0; j < Hidden; j++)
            SmallMachines.Bias(flipped.Hidden)[j] += Enumerable.Range(0, Visible).Sum(i => rbm.Weights[i, j]);
        Assert.Equal(LogLikelihood(rbm, examples), LogLikelihood(flipped, inverse), 1e-6);

        EnergyLearningOptions options = new() { LearningRate = 0.3, Offsets = kind, OffsetRate = 1 };
        TinyTraining.Run(TinyTraining.FullBatch(rbm, examples, options), 0, 30, epochs: 30);
        TinyTraining.Run(TinyTraining.FullBatch(flipped, inverse, options), 0, 30, epochs: 30);
        return (LogLikelihood(rbm, examples), LogLikelihood(flipped, inverse));
    }

    private static double LogLikelihood(RestrictedBoltzmannMachine rbm, Tensor examples) => new EnumeratedRbm(rbm).LogLikelihood(examples, TinyTraining.Equal(examples.Rows));
}
