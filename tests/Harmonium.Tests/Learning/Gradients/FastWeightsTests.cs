using Harmonium.Evaluation.Exact;
using Harmonium.Learning.Gradients;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

public sealed class FastWeightsTests
{
    private const double Rate = 0.3;
    private const double Keep = 0.9;

    [Fact]
    public void Fast_weights_follow_the_gradient_and_fade()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 0.7, seed: 3);
        FastPersistentContrastiveDivergence estimator = new(rbm.Machine, seed: 5, chains: 50,
            options: new FastWeightOptions { LearningRate = Rate, Keep = Keep });
        double[] expected = new double[(4 * 3) + 4 + 3];
        for (int step = 0; step < 3; step++)
        {
            Statistics statistics = estimator.Estimate(new MachineState { [rbm.Visible] = States.From(SmallMachines.Bits(20, 4, 6)) }, null,
                RandomStream.For(1, Purpose.Gibbs, step));
            double[] gradient = [.. Moments(rbm, statistics.Data).Zip(Moments(rbm, statistics.Model), (data, model) => data - model)];
            for (int k = 0; k < expected.Length; k++)
                expected[k] = (Keep * expected[k]) + (Rate * gradient[k]);
        }

        double[] found =
        [
            .. Read(estimator, "fast.couplings.0.weights"), .. Read(estimator, "fast.layers.visible.bias"), .. Read(estimator, "fast.layers.hidden.bias"),
        ];
        TinyTraining.AssertClose(expected, found, 3e-6);
    }

    [Fact]
    public void Chains_sample_with_the_sum_of_regular_and_fast_weights()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 0.7, seed: 3), fast = SmallMachines.Random(4, 3, 0.5, seed: 4);
        FastPersistentContrastiveDivergence estimator = new(rbm.Machine, seed: 5, chains: 4000, sweeps: 30,
            new FastWeightOptions { LearningRate = 1e-9, Keep = 0.999999 });
        Dictionary<string, Tensor> state = estimator.State.ToDictionary(pair => pair.Key, pair => pair.Value.Clone());
        fast.Weights.CopyTo(state["fast.couplings.0.weights"]);
        SmallMachines.Bias(fast.Visible).CopyTo(state["fast.layers.visible.bias"]);
        SmallMachines.Bias(fast.Hidden).CopyTo(state["fast.layers.hidden.bias"]);
        estimator.Restore(state);

        Phase model = estimator.Estimate(new MachineState { [rbm.Visible] = States.From(SmallMachines.Bits(20, 4, 6)) }, null,
            RandomStream.For(1, Purpose.Gibbs)).Model;

        RestrictedBoltzmannMachine sum = new(new Bernoulli(SmallMachines.Bias(rbm.Visible).Clone().AddScaled(SmallMachines.Bias(fast.Visible))),
            new Bernoulli(SmallMachines.Bias(rbm.Hidden).Clone().AddScaled(SmallMachines.Bias(fast.Hidden))), rbm.Weights.Clone().AddScaled(fast.Weights));
        ExactDistribution exact = ExactDistribution.Of(sum.Machine, sum.Visible), regular = ExactDistribution.Of(rbm.Machine, rbm.Visible);
        MachineState visible = new() { [sum.Visible] = model.State[rbm.Visible], [rbm.Visible] = model.State[rbm.Visible] };
        Assert.InRange(exact.TotalVariationFrom(exact.FrequenciesOf(visible)) / exact.TotalVariationFloor(4000), 0, 4);
        Assert.True(regular.TotalVariationFrom(regular.FrequenciesOf(visible)) / regular.TotalVariationFloor(4000) > 4);
    }

    [Fact]
    public void Fast_weights_drive_chains_out_of_a_mode_that_Gibbs_sampling_does_not_leave()
    {
        // The data are half of each mode; the chains start in one. The fast weights raise its energy until the chains leave.
        RestrictedBoltzmannMachine rbm = ParallelTemperingTests.TwoModes();
        Tensor data = Tensor.Zeros(20, 6);
        data.RowRange(0, 10).AsSpan().Fill(1);
        MachineState batch = new() { [rbm.Visible] = States.From(data) };
        FastPersistentContrastiveDivergence fast = new(rbm.Machine, 1, chains: 100, options: new FastWeightOptions { LearningRate = 0.5 });
        PersistentContrastiveDivergence slow = new(rbm.Machine, 1, chains: 100);
        foreach (GradientEstimator estimator in (GradientEstimator[])[fast, slow])
        {
            Dictionary<string, Tensor> state = estimator.State.ToDictionary(pair => pair.Key, pair => pair.Value.Clone());
            state["chains.hidden"].Scale(0);
            estimator.Restore(state);
        }

        double ofFast = 0, ofSlow = 0;
        for (int step = 0; step < 200; step++)
        {
            ofFast += fast.Estimate(batch, null, RandomStream.For(1, Purpose.Gibbs, step)).Model.State[rbm.Visible].Density / 200;
            ofSlow += slow.Estimate(batch, null, RandomStream.For(1, Purpose.Gibbs, step)).Model.State[rbm.Visible].Density / 200;
        }

        Assert.True(ofSlow < 0.1, $"{ofSlow}");
        Assert.InRange(ofFast, 0.3, 0.7);
    }

    private static double[] Read(GradientEstimator estimator, string name) => [.. estimator.State[name].Contiguous().AsSpan().ToArray().Select(x => (double)x)];

    private static double[] Moments(RestrictedBoltzmannMachine rbm, Phase phase)
    {
        Tensor v = phase.State[rbm.Visible].AsTensor(), h = phase.State[rbm.Hidden].AsTensor();
        double[] moments = new double[(v.Columns * h.Columns) + v.Columns + h.Columns];
        for (int row = 0; row < v.Rows; row++)
        {
            for (int i = 0; i < v.Columns; i++)
            {
                for (int j = 0; j < h.Columns; j++)
                    moments[(i * h.Columns) + j] += v[row, i] * (double)h[row, j] / v.Rows;
                moments[(v.Columns * h.Columns) + i] += (double)v[row, i] / v.Rows;
            }

            for (int j = 0; j < h.Columns; j++)
                moments[(v.Columns * h.Columns) + v.Columns + j] += (double)h[row, j] / v.Rows;
        }

        return moments;
    }
}
