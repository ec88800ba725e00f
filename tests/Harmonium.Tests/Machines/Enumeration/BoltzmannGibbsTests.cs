using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests.Machines.Enumeration;

public sealed class BoltzmannGibbsTests
{
    private static readonly double[] _energies = [-1.5, 0.2, 0.2, 3, -0.7];

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(7)]
    public void Probabilities_are_exponentials_of_energies_and_sum_to_one(double temperature)
    {
        BoltzmannGibbs system = new(_energies, temperature);
        double z = _energies.Sum(e => Math.Exp(-e / temperature));

        Assert.Equal(Math.Log(z), system.LogPartition, 1e-12);
        for (int i = 0; i < 5; i++)
            Assert.Equal(Math.Exp(-_energies[i] / temperature) / z, system.Probabilities[i], 1e-12);
        Assert.Equal(-system.Probabilities.Sum(p => p * Math.Log(p)), system.Entropy, 1e-10);
        Assert.Equal(system.MeanEnergy - (temperature * system.Entropy), system.FreeEnergy, 1e-10);
    }

    [Fact]
    public void The_heat_capacity_is_the_slope_of_the_mean_energy()
    {
        const double Step = 1e-5;
        double slope = (new BoltzmannGibbs(_energies, 0.8 + Step).MeanEnergy - new BoltzmannGibbs(_energies, 0.8 - Step).MeanEnergy) / (2 * Step);

        Assert.Equal(slope, new BoltzmannGibbs(_energies, 0.8).HeatCapacity, 1e-6);
    }

    [Fact]
    public void Cold_systems_are_in_the_lowest_state_and_hot_systems_in_all_states()
    {
        Assert.Equal(1, new BoltzmannGibbs(_energies, 0.01).Probabilities[0], 1e-9);
        Assert.All(new BoltzmannGibbs(_energies, 1e6).Probabilities, p => Assert.Equal(0.2, p, 1e-5));
    }

    [Fact]
    public void The_distribution_of_a_machine_is_that_of_sums_over_its_states()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 1, seed: 3);

        BoltzmannGibbs exact = BoltzmannGibbs.Of(rbm.Machine);

        Assert.Equal(SmallMachines.LogPartition(rbm), exact.LogPartition, 1e-5);
        double[] visible = exact.MarginalOf([rbm.Visible]);
        for (int v = 0; v < 16; v++)
            Assert.Equal(Math.Exp(SmallMachines.LogWeight(rbm, v) - exact.LogPartition), visible[v], 1e-6);
    }

    [Fact]
    public void The_divergence_is_zero_for_equal_distributions_and_infinite_for_excluded_states()
    {
        Assert.Equal(0, BoltzmannGibbs.Divergence([0.5, 0.5, 0], [0.5, 0.5, 0]));
        Assert.Equal(0.5 * Math.Log(2), BoltzmannGibbs.Divergence([0.5, 0.5], [0.25, 0.75]) - (0.5 * Math.Log(0.5 / 0.75)), 1e-12);
        Assert.Equal(double.PositiveInfinity, BoltzmannGibbs.Divergence([0.5, 0.5], [1, 0]));
    }

    [Fact]
    public void Invalid_systems_are_refused()
    {
        Assert.Contains("at least one state", Assert.Throws<ArgumentException>(() => new BoltzmannGibbs([])).Message);
        Assert.Contains("state 1", Assert.Throws<ArgumentException>(() => new BoltzmannGibbs([0, double.NaN])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BoltzmannGibbs([0], 0));
        Assert.Contains("21 units", Assert.Throws<ArgumentException>(() => BoltzmannGibbs.Of(BoltzmannMachine.FullyConnected(new Bernoulli(21)))).Message);
    }
}
