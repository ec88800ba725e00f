using Harmonium.Numerics;
using Harmonium.Tests.Evaluation;

namespace Harmonium.Tests;

public sealed class StandardisedTests
{
    private const int Visible = 4;
    private const int Hidden = 3;
    private const double Floor = 0.03;

    private static readonly EnergyLearningOptions _options = new() { LearningRate = 0.02, Offsets = OffsetKind.Standardised, OffsetRate = 1, VarianceFloor = Floor };

    [Fact]
    public void A_step_is_that_of_the_machine_of_standardised_states()
    {
        Rbm rbm = SmallMachines.Random(Visible, Hidden, 1, seed: 3);
        Tensor examples = TinyTraining.Uneven(12, Visible, seed: 4);
        EnumeratedRbm oracle = new(rbm);
        double[] data = oracle.Moments(v => Enumerable.Range(0, 12).Count(row => EnumeratedRbm.Number(examples, row) == v) / 12.0), model = oracle.Moments(oracle.Probability);

        double[] found = TinyTraining.StepOf(rbm, TinyTraining.FullBatch(rbm, examples, _options));

        // E = −(x − μ)ᵀ W (y − λ) − a′·(x − μ) − b′·(y − λ) with W = W̃ / (s t), a′ = ã / s: a step of 0.02 along the gradient in W̃, ã, b̃.
        double[] difference = [.. data.Select((x, k) => x - model[k])], step = new double[difference.Length];
        double Mean(int unit) => data[(Visible * Hidden) + unit];
        double Variance(int unit) => Floor + (Mean(unit) * (1 - Mean(unit)));
        for (int i = 0; i < Visible + Hidden; i++)
            step[(Visible * Hidden) + i] = 0.02 * difference[(Visible * Hidden) + i] / Variance(i);
        for (int i = 0; i < Visible; i++)
        {
            for (int j = 0; j < Hidden; j++)
            {
                double g = difference[(i * Hidden) + j] - (Mean(i) * difference[(Visible * Hidden) + Visible + j]) - (difference[(Visible * Hidden) + i] * Mean(Visible + j));
                g *= 0.02 / (Variance(i) * Variance(Visible + j));
                step[(i * Hidden) + j] = g;
                step[(Visible * Hidden) + i] -= g * Mean(Visible + j);
                step[(Visible * Hidden) + Visible + j] -= g * Mean(i);
            }
        }

        TinyTraining.AssertClose(step, found, 3e-6);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Learning_does_not_depend_on_which_state_of_a_unit_is_called_1(bool flipVisible, bool flipHidden)
    {
        Rbm rbm = SmallMachines.Random(Visible, Hidden, 1, seed: 3), flipped = Flip(rbm, flipVisible, flipHidden);
        Tensor examples = TinyTraining.Uneven(12, Visible, seed: 4), inverse = examples.Clone();
        for (int i = 0; i < inverse.Count && flipVisible; i++)
            inverse.AsSpan()[i] = 1 - inverse.AsSpan()[i];
        double before = LogLikelihood(rbm, examples);
        Assert.Equal(before, LogLikelihood(flipped, inverse), 1e-6);

        TinyTraining.Run(TinyTraining.FullBatch(rbm, examples, _options), 0, 30, epochs: 30);
        TinyTraining.Run(TinyTraining.FullBatch(flipped, inverse, _options), 0, 30, epochs: 30);

        Assert.True(LogLikelihood(rbm, examples) > before + 0.1);
        Assert.Equal(LogLikelihood(rbm, examples), LogLikelihood(flipped, inverse), 5e-5);
    }

    [Fact]
    public void The_floor_changes_the_step()
    {
        Tensor examples = TinyTraining.Uneven(12, Visible, seed: 4);
        double[][] steps = [.. new[] { 0.03, 0.3 }.Select(floor =>
        {
            Rbm rbm = SmallMachines.Random(Visible, Hidden, 1, seed: 3);
            return TinyTraining.StepOf(rbm, TinyTraining.FullBatch(rbm, examples, _options with { VarianceFloor = floor }));
        })];

        Assert.True(steps[0].Sum(Math.Abs) > 2 * steps[1].Sum(Math.Abs));
    }

    /// <summary>The same distribution with the states of one side, or both, called the other way round.</summary>
    private static Rbm Flip(Rbm rbm, bool visible, bool hidden)
    {
        Tensor a = SmallMachines.Bias(rbm.Visible).Clone(), b = SmallMachines.Bias(rbm.Hidden).Clone(), w = rbm.Weights.Clone();
        if (visible)
        {
            for (int j = 0; j < Hidden; j++)
                b[j] += Enumerable.Range(0, Visible).Sum(i => w[i, j]);
            a.Scale(-1);
            w.Scale(-1);
        }

        if (hidden)
        {
            for (int i = 0; i < Visible; i++)
                a[i] += Enumerable.Range(0, Hidden).Sum(j => w[i, j]);
            b.Scale(-1);
            w.Scale(-1);
        }

        return new Rbm(new Bernoulli(a), new Bernoulli(b), w);
    }

    private static double LogLikelihood(Rbm rbm, Tensor examples) => new EnumeratedRbm(rbm).LogLikelihood(examples, TinyTraining.Equal(examples.Rows));
}
