using Harmonium.Evaluation.Exact;
using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>Mean-field inference and sampling of deep machines, compared with the enumeration of all their states.</summary>
public sealed class HiddenPosteriorTests
{
    private const int Chains = 40_000;

    public static TheoryData<int[]> Deep => new() { (int[])[5, 4, 3], (int[])[6, 3, 4, 2], (int[])[3, 3, 2, 2, 2] };

    [Theory, MemberData(nameof(Deep))]
    public void The_variational_free_energy_is_an_upper_bound_that_is_close(int[] sizes)
    {
        DeepBoltzmannMachine dbm = DeepMachines.Random(0.7, seed: 3, sizes);
        double logZ = BoltzmannGibbs.Of(dbm.Machine).LogPartition;
        double[] exact = [.. DeepMachines.LogProbabilities(dbm).Select(log => -log - logZ)];

        double[] bound = new HiddenPosterior(dbm.Machine).FreeEnergy(DeepMachines.EveryVisible(dbm));

        // Float32 inputs of at most 10 nats leave errors of some 1e-6.
        Assert.All(bound.Zip(exact), pair => Assert.InRange(pair.First - pair.Second, -2e-5, 0.5));
        Assert.True(bound.Zip(exact).Average(pair => pair.First - pair.Second) > 1e-4, "The layers are coupled, so the bound must not be exact.");
    }

    [Theory, MemberData(nameof(Deep))]
    public void The_variational_free_energy_is_the_mean_energy_minus_the_entropy(int[] sizes)
    {
        DeepBoltzmannMachine dbm = DeepMachines.Random(0.7, seed: 5, sizes);
        HiddenPosterior posterior = new(dbm.Machine);
        MachineState visible = DeepMachines.EveryVisible(dbm), means = posterior.MeansOf(visible);

        double[] expected = dbm.Machine.Energy(means);
        foreach (Layer layer in dbm.Hidden)
        {
            for (int row = 0; row < expected.Length; row++)
            {
                foreach (float m in means[layer].AsTensor().Row(row))
                    expected[row] += (m * Math.Log(m)) + ((1 - m) * Math.Log(1 - (double)m));
            }
        }

        TinyTraining.AssertClose(expected, posterior.FreeEnergy(visible), 2e-5);
    }

    [Fact]
    public void Without_weights_above_the_first_layer_the_machine_is_an_rbm()
    {
        DeepBoltzmannMachine dbm = DeepMachines.Random(0.8, seed: 4, 6, 5, 4, 3);
        foreach (Tensor weights in dbm.Weights.Skip(1))
            weights.Scale(0);
        RestrictedBoltzmannMachine rbm = DeepMachines.Lowest(dbm);
        MachineState visible = DeepMachines.EveryVisible(dbm);
        double above = dbm.Hidden.Skip(1).Sum(layer => layer.Units.LogPartition(Tensor.Zeros(1, layer.Units.Count))[0]);

        HiddenPosterior posterior = new(dbm.Machine);

        Assert.Equal(rbm.MeanHiddenFrom(visible[dbm.Visible]).Contiguous().AsSpan(),
            posterior.MeansOf(visible)[dbm.Hidden[0]].AsTensor().Contiguous().AsSpan());
        TinyTraining.AssertClose([.. rbm.FreeEnergy(visible[dbm.Visible]).Select(free => free - above)], posterior.FreeEnergy(visible), 1e-5);
    }

    [Fact]
    public void With_one_hidden_layer_the_posterior_is_exact()
    {
        DeepBoltzmannMachine dbm = DeepMachines.Random(0.8, seed: 4, 6, 5);
        MachineState visible = DeepMachines.EveryVisible(dbm);

        HiddenPosterior posterior = new(dbm.Machine);

        Assert.True(posterior.IsExact);
        Assert.Equal(DeepMachines.Lowest(dbm).FreeEnergy(visible[dbm.Visible]), posterior.FreeEnergy(visible));
    }

    [Fact]
    public void A_machine_without_two_sides_is_refused() =>
        Assert.Contains("'hidden' and 'hidden' are coupled", Assert.Throws<InvalidOperationException>(
            () => new HiddenPosterior(BoltzmannMachine.FullyConnected(new Bernoulli(3), new Bernoulli(2)))).Message);

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(4, 1.0)]
    [InlineData(2, 0.6)]
    public void Chains_of_a_deep_machine_that_start_at_equilibrium_stay_there(int sweeps, double scale)
    {
        DeepBoltzmannMachine dbm = DeepMachines.Random(scale, seed: 21, 4, 3, 3, 2);
        GibbsChains chains = AtEquilibrium(dbm);

        chains.Sweep(sweeps, RandomStream.For(5, Purpose.Sampling));

        foreach (Layer side in (Layer[])[dbm.Visible, dbm.Hidden[0]])
        {
            ExactDistribution exact = ExactDistribution.Of(dbm.Machine, side);
            Assert.InRange(exact.TotalVariationFrom(exact.FrequenciesOf(chains.State)) / exact.TotalVariationFloor(Chains), 0, 1.5);
        }
    }

    [Fact]
    public void Chains_without_the_input_from_above_drift_away()
    {
        DeepBoltzmannMachine dbm = DeepMachines.Random(1, seed: 21, 4, 3, 3, 2);
        GibbsChains chains = AtEquilibrium(dbm);
        chains.State[dbm.Hidden[0]] = DeepMachines.Lowest(dbm).SampleHiddenFrom(chains.State[dbm.Visible], RandomStream.For(5, Purpose.Sampling));

        ExactDistribution exact = ExactDistribution.Of(dbm.Machine, dbm.Hidden[0]);
        Assert.True(exact.TotalVariationFrom(exact.FrequenciesOf(chains.State)) / exact.TotalVariationFloor(Chains) > 3);
    }

    private static GibbsChains AtEquilibrium(DeepBoltzmannMachine dbm)
    {
        MachineState start = ExactPartition.Of(dbm.Machine).Sample(Chains, RandomStream.For(4, Purpose.Evaluation));
        GibbsChains chains = new(dbm.Machine, Chains);
        foreach (Layer layer in dbm.Machine.Layers)
            chains.State[layer] = start[layer];
        return chains;
    }
}
