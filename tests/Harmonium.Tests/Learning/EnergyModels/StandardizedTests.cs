using Harmonium.Learning.EnergyModels;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

public sealed class StandardizedTests
{
    private const int Visible = 4;
    private const int Hidden = 3;
    private const double Floor = 0.03;

    private static readonly EnergyLearningOptions _options = new()
    {
        LearningRate = 0.02,
        Offsets = OffsetKind.Standardized,
        OffsetRate = 1,
        VarianceFloor = Floor
    };

    [Fact]
    public void A_step_is_that_of_the_machine_of_standardized_states()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(Visible, Hidden, 1, seed: 3);
        Tensor examples = TinyTraining.Uneven(12, Visible, seed: 4);
        EnumeratedRbm oracle = new(rbm);
        double[] data = oracle.Moments(v => Enumerable.Range(0, 12).Count(row => EnumeratedRbm.Number(examples, row) == v) / 12.0),
            model = oracle.Moments(oracle.Probability);

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
                double g = difference[(i * Hidden) + j] - (Mean(i) * difference[(Visible * Hidden) + Visible + j])
                    - (difference[(Visible * Hidden) + i] * Mean(Visible + j));
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
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(Visible, Hidden, 1, seed: 3), flipped = Flip(rbm, flipVisible, flipHidden);
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

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void A_step_is_the_same_for_bits_and_for_spins_which_are_twice_as_far_apart(bool spinVisible, bool spinHidden)
    {
        RestrictedBoltzmannMachine bits = SmallMachines.Random(Visible, Hidden, 1, seed: 3);
        Affine v = spinVisible ? new(2, -1) : new(1, 0), h = spinHidden ? new(2, -1) : new(1, 0);
        Tensor examples = TinyTraining.Uneven(12, Visible, seed: 4);
        double[] Step(OffsetKind kind, bool changed)
        {
            // s = α x + β, t = γ y + δ: W = α γ W′, a = α (a′ + δ W′ 1), b = γ (b′ + β W′ᵀ 1). This is linear, so steps transform back as parameters do.
            (Tensor w, Tensor a, Tensor b) = Changed(bits, v, h);
            RestrictedBoltzmannMachine rbm = !changed ? SmallMachines.Random(Visible, Hidden, 1, seed: 3)
                : new RestrictedBoltzmannMachine(spinVisible ? new Spin(a) : new Bernoulli(a), spinHidden ? new Spin(b) : new Bernoulli(b), w);
            double[] step = TinyTraining.StepOf(rbm,
                TinyTraining.FullBatch(rbm, changed ? v.Of(examples) : examples, _options with { Offsets = kind, VarianceFloor = 0 }));
            return changed ? Back(step, v, h) : step;
        }

        double[] expected = Step(OffsetKind.Standardized, changed: false);

        TinyTraining.AssertClose(expected, Step(OffsetKind.Standardized, changed: true), 1e-5);
        Assert.True(expected.Max(Math.Abs) > 0.05);
        // The centered step differs if states are further apart.
        Assert.True(Step(OffsetKind.Centered, false).Zip(Step(OffsetKind.Centered, true)).Max(pair => Math.Abs(pair.First - pair.Second)) > 1e-3);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(-1, 0.5)]
    public void A_step_does_not_depend_on_where_real_numbers_have_their_zero_and_which_way_they_grow(float scale, float shift)
    {
        Tensor examples = SmallMachines.Normal(Device.Default, 1, 5, 4, 12, Visible);
        Affine v = new(scale, shift), h = new(1, 0);
        RestrictedBoltzmannMachine rbm = new(new Gaussian(SmallMachines.Normal(Device.Default, 1, 3, 1, Visible)),
            new Bernoulli(SmallMachines.Normal(Device.Default, 1, 3, 2, Hidden)), SmallMachines.Normal(Device.Default, 1, 3, 3, Visible, Hidden));
        (Tensor w, _, Tensor b) = Changed(rbm, v, h);
        // The bias of a Gaussian unit is its mean, which moves as the states do.
        RestrictedBoltzmannMachine changed = new(new Gaussian(v.Of(SmallMachines.Bias(rbm.Visible))), new Bernoulli(b), w);

        double[] expected = TinyTraining.StepOf(rbm, TinyTraining.FullBatch(rbm, examples, _options));
        double[] found = TinyTraining.StepOf(changed, TinyTraining.FullBatch(changed, v.Of(examples), _options));

        TinyTraining.AssertClose(expected, Back(found, v, h), 2e-5);
        Assert.True(expected.Max(Math.Abs) > 0.05);
    }

    [Fact]
    public void The_floor_changes_the_step()
    {
        Tensor examples = TinyTraining.Uneven(12, Visible, seed: 4);
        double[][] steps = [.. new[] { 0.03, 0.3 }.Select(floor =>
        {
            RestrictedBoltzmannMachine rbm = SmallMachines.Random(Visible, Hidden, 1, seed: 3);
            return TinyTraining.StepOf(rbm, TinyTraining.FullBatch(rbm, examples, _options with { VarianceFloor = floor }));
        })];

        Assert.True(steps[0].Sum(Math.Abs) > 2 * steps[1].Sum(Math.Abs));
    }

    /// <summary>Returns the parameters of the same distribution for states x → scale · x + shift.</summary>
    private static (Tensor Weights, Tensor Visible, Tensor Hidden) Changed(RestrictedBoltzmannMachine rbm, Affine v, Affine h)
    {
        Tensor w = rbm.Weights.Contiguous().Clone().Scale(1 / (v.Scale * h.Scale)), a = SmallMachines.Bias(rbm.Visible).Clone().Scale(1 / v.Scale),
            b = SmallMachines.Bias(rbm.Hidden).Clone().Scale(1 / h.Scale);
        for (int i = 0; i < Visible; i++)
            a[i] -= h.Shift * Enumerable.Range(0, Hidden).Sum(j => w[i, j]);
        for (int j = 0; j < Hidden; j++)
            b[j] -= v.Shift * Enumerable.Range(0, Visible).Sum(i => w[i, j]);
        return (w, a, b);
    }

    /// <summary>Converts a step of such parameters to a step of the original ones.</summary>
    private static double[] Back(double[] step, Affine v, Affine h)
    {
        double[] w = step[..(Visible * Hidden)], a = step[(Visible * Hidden)..^Hidden], b = step[^Hidden..];
        return
        [
            .. w.Select(x => v.Scale * h.Scale * x),
            .. a.Select((x, i) => v.Scale * (x + (h.Shift * Enumerable.Range(0, Hidden).Sum(j => w[(i * Hidden) + j])))),
            .. b.Select((x, j) => h.Scale * (x + (v.Shift * Enumerable.Range(0, Visible).Sum(i => w[(i * Hidden) + j])))),
        ];
    }

    /// <summary>Returns the same distribution with the states of one side, or both, exchanged.</summary>
    private static RestrictedBoltzmannMachine Flip(RestrictedBoltzmannMachine rbm, bool visible, bool hidden)
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

        return new RestrictedBoltzmannMachine(new Bernoulli(a), new Bernoulli(b), w);
    }

    private readonly record struct Affine(float Scale, float Shift)
    {
        internal Tensor Of(Tensor states)
        {
            Tensor changed = states.Clone();
            foreach (ref float x in changed.AsSpan())
                x = (Scale * x) + Shift;
            return changed;
        }
    }

    private static double LogLikelihood(RestrictedBoltzmannMachine rbm, Tensor examples) => new EnumeratedRbm(rbm).LogLikelihood(examples, TinyTraining.Equal(examples.Rows));
}
