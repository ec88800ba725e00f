using Harmonium.Evaluation.Exact;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>
/// Chains that start as exact samples must remain exact samples. The total variation of their joint states from the distribution must stay within 4
/// times that of an equal number of independent samples. Slow mixing cannot explain a failure here.
/// </summary>
public sealed class GibbsChainsTests
{
    private const int Chains = 40_000;

    public static TheoryData<int, int, double, int> EverySmallRbm => new()
    {
        { 3, 2, 1, 1 },
        { 4, 4, 2, 3 },
        { 5, 3, 1.5, 10 },
        { 2, 6, 3, 5 },
    };

    [Theory, MemberData(nameof(EverySmallRbm))]
    public void Chains_started_at_equilibrium_stay_there(int visible, int hidden, double scale, int sweeps)
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(visible, hidden, scale, seed: 21);
        GibbsChains chains = AtEquilibrium(rbm);

        chains.Sweep(sweeps, RandomStream.For(5, Purpose.Sampling));

        Assert.InRange(Equilibrium.Drift(rbm, chains.State), 0, 4);
        ExactDistribution exact = ExactDistribution.Of(rbm.Machine, rbm.Visible);
        Assert.InRange(exact.TotalVariationFrom(exact.FrequenciesOf(chains.State)) / exact.TotalVariationFloor(Chains), 0, 4);
    }

    [Fact]
    public void A_sampler_at_another_temperature_drifts_away()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 4, 2, seed: 21);
        GibbsChains chains = AtEquilibrium(rbm);
        RandomStream random = RandomStream.For(5, Purpose.Sampling);

        for (int sweep = 0; sweep < 3; sweep++)
        {
            chains.State[rbm.Visible] = rbm.Visible.Units.Sample(rbm.VisibleInput(chains.State[rbm.Hidden]).Scale(0.8f), random.At(2 * sweep));
            chains.State[rbm.Hidden] = rbm.Hidden.Units.Sample(rbm.HiddenInput(chains.State[rbm.Visible]).Scale(0.8f), random.At((2 * sweep) + 1));
        }

        Assert.True(Equilibrium.Drift(rbm, chains.State) > 4);
    }

    [Fact]
    public void A_sampler_that_draws_both_sides_from_the_old_states_drifts_away()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 4, 2, seed: 21);
        GibbsChains chains = AtEquilibrium(rbm);
        RandomStream random = RandomStream.For(5, Purpose.Sampling);

        States visible = rbm.SampleVisibleFrom(chains.State[rbm.Hidden], random.At(1));
        chains.State[rbm.Hidden] = rbm.SampleHiddenFrom(chains.State[rbm.Visible], random.At(2));
        chains.State[rbm.Visible] = visible;

        Assert.True(Equilibrium.Drift(rbm, chains.State) > 4);
    }

    [Fact]
    public void Random_numbers_that_are_used_twice_are_detected()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 4, 2, seed: 21);
        GibbsChains chains = AtEquilibrium(rbm);
        RandomStream random = RandomStream.For(5, Purpose.Sampling);

        chains.Sample(rbm.Visible, random);
        chains.Sample(rbm.Hidden, random);

        Assert.True(Equilibrium.Drift(rbm, chains.State) > 4);
    }

    [Fact]
    public void Layers_without_input_are_drawn_from_their_biases()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 1, seed: 2);
        GibbsChains chains = new(rbm.Machine, Chains);

        chains.SampleIndependently(rbm.Machine.Layers, RandomStream.For(1, Purpose.Chains));

        foreach (Layer layer in rbm.Machine.Layers)
        {
            for (int i = 0; i < layer.Units.Count; i++)
            {
                double p = 1 / (1 + Math.Exp(-SmallMachines.Bias(layer)[i]));
                double found = Enumerable.Range(0, Chains).Average(row => chains.State[layer].AsTensor()[row, i]);
                Assert.InRange((found - p) / Math.Sqrt(p * (1 - p) / Chains), -4, 4);
            }
        }
    }

    [Fact]
    public void The_means_are_those_that_the_states_were_drawn_with()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 1, seed: 2);
        GibbsChains chains = new(rbm.Machine, 50);
        chains.SampleIndependently(rbm.Machine.Layers, RandomStream.For(1, Purpose.Chains));

        chains.Sweep(2, RandomStream.For(2, Purpose.Sampling));

        Tensor expected = rbm.MeanHiddenFrom(chains.State[rbm.Visible].Clone()), found = chains.Means(rbm.Hidden);
        for (int row = 0; row < 50; row++)
            Assert.Equal(expected.Row(row).ToArray(), found.Row(row).ToArray());
    }

    [Fact]
    public void Two_times_three_sweeps_equal_six_sweeps()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(6, 5, 1, seed: 2);
        GibbsChains whole = Started(rbm, 60), halves = Started(rbm, 60);
        RandomStream random = RandomStream.For(3, Purpose.Sampling);

        whole.Sweep(6, random);
        halves.Sweep(3, random);
        halves.Sweep(3, random, first: 3);

        Assert.Equal(whole.State[rbm.Visible].AsTensor().AsSpan(), halves.State[rbm.Visible].AsTensor().AsSpan());
        Assert.Equal(whole.State[rbm.Hidden].AsTensor().AsSpan(), halves.State[rbm.Hidden].AsTensor().AsSpan());
    }

    [Fact]
    public void The_states_are_the_same_for_any_number_of_threads()
    {
        float[][] states =
        [
            .. new[] { 1, 2, 3 }.Select(threads =>
            {
                RestrictedBoltzmannMachine rbm = SmallMachines.Random(70, 45, 0.3, seed: 2, new CpuDevice(threads));
                GibbsChains chains = Started(rbm, 130);
                chains.Sweep(4, RandomStream.For(3, Purpose.Sampling));
                return chains.State[rbm.Visible].AsTensor().AsSpan().ToArray();
            }),
        ];

        Assert.Equal(states[0], states[1]);
        Assert.Equal(states[0], states[2]);
    }

    private static GibbsChains Started(RestrictedBoltzmannMachine rbm, int count)
    {
        GibbsChains chains = new(rbm.Machine, count);
        chains.SampleIndependently(rbm.Machine.Layers, RandomStream.For(1, Purpose.Chains));
        return chains;
    }

    private static GibbsChains AtEquilibrium(RestrictedBoltzmannMachine rbm)
    {
        MachineState exact = ExactPartition.Of(rbm.Machine, cancel: TestContext.Current.CancellationToken)
            .Sample(Chains, RandomStream.For(4, Purpose.Evaluation));
        GibbsChains chains = new(rbm.Machine, Chains);
        foreach (Layer layer in rbm.Machine.Layers)
            chains.State[layer] = exact[layer];
        Assert.InRange(Equilibrium.Drift(rbm, chains.State), 0, 4);
        return chains;
    }
}
