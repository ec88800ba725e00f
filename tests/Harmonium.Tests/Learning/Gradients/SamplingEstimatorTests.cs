using Harmonium.Couplings;
using Harmonium.Learning.Gradients;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>The statistics of sampling estimators on a model that mixes fast, compared with sums over all states.</summary>
public sealed class SamplingEstimatorTests
{
    private const int Rows = 2000;
    private const int Steps = 20;

    [Fact]
    public void Contrastive_divergence_with_many_sweeps_has_the_statistics_of_the_model()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 0.7, seed: 3);

        Assert.InRange(LargestDeviation(rbm, new ContrastiveDivergence(rbm.Machine, sweeps: 30)), 0, 4);
    }

    [Fact]
    public void Contrastive_divergence_with_one_sweep_is_biased_toward_the_data()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 1.5, seed: 3);

        Assert.True(LargestDeviation(rbm, new ContrastiveDivergence(rbm.Machine)) > 10);
    }

    [Theory]
    [InlineData(2000, 15)]
    [InlineData(500, 30)]
    public void Persistent_chains_have_the_statistics_of_the_model(int chains, int sweeps)
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 0.7, seed: 3);

        Assert.InRange(LargestDeviation(rbm, new PersistentContrastiveDivergence(rbm.Machine, seed: 5, chains, sweeps)), 0, 4);
    }

    [Fact]
    public void Tempered_chains_have_the_statistics_of_the_model()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 0.7, seed: 3);

        Assert.InRange(LargestDeviation(rbm,
            new ParallelTemperingGradient(rbm.Machine, seed: 5, chains: 1000, sweeps: 15, new TemperingOptions { Temperatures = 3, AdaptEvery = 0 })), 0, 4);
    }

    [Fact]
    public void Chains_of_the_trajectory_have_the_statistics_of_the_model()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 0.7, seed: 3);

        Assert.InRange(LargestDeviation(rbm, new TrajectoryTemperingGradient(rbm.Machine, seed: 5, chains: 1000, sweeps: 15)), 0, 4);
    }

    [Fact]
    public void Persistent_chains_do_not_depend_on_the_data()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 0.7, seed: 3);
        PersistentContrastiveDivergence one = new(rbm.Machine, seed: 5), other = new(rbm.Machine, seed: 5);

        one.Estimate(new MachineState { [rbm.Visible] = Ones(rbm) }, null, RandomStream.For(1, Purpose.Gibbs));
        other.Estimate(new MachineState { [rbm.Visible] = States.From(Tensor.Zeros(3, 4)) }, null, RandomStream.For(1, Purpose.Gibbs));

        Assert.Equal(one.Chains[rbm.Visible].AsTensor().AsSpan(), other.Chains[rbm.Visible].AsTensor().AsSpan());
    }

    [Fact]
    public void The_data_phase_has_the_examples_and_their_hidden_means()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 0.7, seed: 3);
        States data = States.From(SmallMachines.Bits(10, 4, 6));
        Tensor expected = rbm.MeanHiddenFrom(data);
        foreach (GradientEstimator estimator in (GradientEstimator[])[new ContrastiveDivergence(rbm.Machine),
            new PersistentContrastiveDivergence(rbm.Machine, 1), new ExactGradient(rbm)])
        {
            Phase phase = estimator.Estimate(new MachineState { [rbm.Visible] = data }, null, RandomStream.For(1, Purpose.Gibbs)).Data;
            Assert.Equal(data.AsTensor().AsSpan(), phase.State[rbm.Visible].AsTensor().AsSpan());
            for (int row = 0; row < 10; row++)
                TinyTraining.AssertClose([.. expected.Row(row).ToArray().Select(x => (double)x)],
                    [.. phase.State[rbm.Hidden].AsTensor().Row(row).ToArray().Select(x => (double)x)], 1e-6);
        }
    }

    [Fact]
    public void Coupled_layers_of_one_role_are_refused_where_they_must_be_independent()
    {
        Layer visible = new("v", LayerRole.Visible, new Bernoulli(2)), low = new("low", LayerRole.Hidden, new Bernoulli(2)),
            high = new("high", LayerRole.Hidden, new Bernoulli(2));
        BoltzmannMachine machine = new([visible, low, high], [new DenseCoupling(visible, low), new DenseCoupling(low, high)]);

        Assert.Contains("'low' and 'high' are both hidden",
            Assert.Throws<ArgumentException>(() => new FastPersistentContrastiveDivergence(machine, seed: 1)).Message);
    }

    [Fact]
    public void Counts_below_1_are_refused()
    {
        RestrictedBoltzmannMachine rbm = RestrictedBoltzmannMachine.OfBernoulli(2, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContrastiveDivergence(rbm.Machine, sweeps: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PersistentContrastiveDivergence(rbm.Machine, 1, chains: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PersistentContrastiveDivergence(rbm.Machine, 1, sweeps: 0));
    }

    private static States Ones(RestrictedBoltzmannMachine rbm) => States.From(Tensor.Filled(1, Rows, rbm.Visible.Units.Count));

    /// <summary>
    /// Returns the largest deviation of a model statistic from its expectation, in standard errors of independent samples. The data are all ones.
    /// </summary>
    private static double LargestDeviation(RestrictedBoltzmannMachine rbm, GradientEstimator estimator)
    {
        EnumeratedRbm oracle = new(rbm);
        double[] expected = oracle.Moments(oracle.Probability), variances = oracle.Variances(), sums = new double[expected.Length];
        States data = Ones(rbm);
        int samples = 0, hidden = rbm.Hidden.Units.Count, visible = rbm.Visible.Units.Count;
        for (int step = 0; step < Steps; step++)
        {
            Phase model = estimator.Estimate(new MachineState { [rbm.Visible] = data }, null, RandomStream.For(7, Purpose.Gibbs, step)).Model;
            Tensor v = model.State[rbm.Visible].AsTensor(), h = model.State[rbm.Hidden].AsTensor();
            samples += v.Rows;
            for (int row = 0; row < v.Rows; row++)
            {
                for (int i = 0; i < visible; i++)
                {
                    sums[oracle.WeightCount + i] += v[row, i];
                    for (int j = 0; j < hidden; j++)
                        sums[(i * hidden) + j] += v[row, i] * h[row, j];
                }

                for (int j = 0; j < hidden; j++)
                    sums[oracle.WeightCount + visible + j] += h[row, j];
            }
        }

        return sums.Select((sum, k) => Math.Abs((sum / samples) - expected[k]) / Math.Sqrt(variances[k] / samples)).Max();
    }
}
