using Harmonium.Evaluation.Exact;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

public sealed class RbmTests
{
    [Theory]
    [InlineData(4, 3, 1.0)]
    [InlineData(3, 5, 3.0)]
    public void Energy_and_free_energy_are_those_of_the_sum_over_all_states(int visible, int hidden, double scale)
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(visible, hidden, scale, seed: 3);
        States v = AllStates(visible);
        double[] free = rbm.FreeEnergy(v);

        for (int number = 0; number < 1 << visible; number++)
            Assert.Equal(-SmallMachines.LogWeight(rbm, number), free[number], 1e-5);
        for (int h = 0; h < 1 << hidden; h++)
        {
            Tensor same = Tensor.Zeros(1 << visible, hidden);
            for (int row = 0; row < same.Rows; row++)
            {
                for (int j = 0; j < hidden; j++)
                    same[row, j] = (h >> j) & 1;
            }

            double[] energy = rbm.Machine.Energy(new MachineState { [rbm.Visible] = v, [rbm.Hidden] = States.From(same) });
            for (int number = 0; number < 1 << visible; number++)
                Assert.Equal(-SmallMachines.NegativeEnergy(rbm, number, h), energy[number], 1e-5);
        }
    }

    [Fact]
    public void Means_are_the_conditional_expectations_of_the_joint_sum()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(3, 4, 1.5, seed: 8);
        Tensor means = rbm.MeanHiddenFrom(AllStates(3)), back = rbm.MeanVisibleFrom(AllStates(4));

        for (int v = 0; v < 8; v++)
        {
            for (int j = 0; j < 4; j++)
                Assert.Equal(Enumerable.Range(0, 16).Where(h => (h >> j & 1) != 0).Sum(h =>
                    Math.Exp(SmallMachines.NegativeEnergy(rbm, v, h) - SmallMachines.LogWeight(rbm, v))), means[v, j], 1e-6);
        }

        for (int h = 0; h < 16; h++)
        {
            double log = SmallMachines.LogSum(Enumerable.Range(0, 8).Select(v => SmallMachines.NegativeEnergy(rbm, v, h)));
            for (int i = 0; i < 3; i++)
                Assert.Equal(Enumerable.Range(0, 8).Where(v => (v >> i & 1) != 0).Sum(v => Math.Exp(SmallMachines.NegativeEnergy(rbm, v, h) - log)),
                    back[h, i], 1e-6);
        }
    }

    [Fact]
    public void A_reconstruction_is_the_visible_mean_given_the_hidden_mean()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(3, 4, 1.5, seed: 8);

        Tensor found = rbm.Reconstruct(AllStates(3));

        Tensor means = rbm.MeanHiddenFrom(AllStates(3));
        for (int v = 0; v < 8; v++)
        {
            for (int i = 0; i < 3; i++)
            {
                double input = SmallMachines.Bias(rbm.Visible)[i] + Enumerable.Range(0, 4).Sum(j => (double)rbm.Weights[i, j] * means[v, j]);
                Assert.Equal(1 / (1 + Math.Exp(-input)), found[v, i], 1e-6);
            }
        }
    }

    [Fact]
    public void The_mirror_has_the_same_distribution_with_the_sides_swapped()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 1.5, seed: 5), mirror = rbm.Mirror();
        ExactDistribution hidden = ExactDistribution.Of(rbm.Machine, rbm.Hidden), visible = ExactDistribution.Of(mirror.Machine, mirror.Visible);

        Assert.Equal(hidden.LogPartition, visible.LogPartition, 1e-6);
        for (int h = 0; h < 8; h++)
            Assert.Equal(hidden.Probabilities[h], visible.Probabilities[h], 1e-7);
        mirror.Weights[0, 0] = 9;
        Assert.NotEqual(9, rbm.Weights[0, 0]);
    }

    [Fact]
    public void A_clone_has_its_own_parameters()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(4, 3, 1, seed: 5), clone = rbm.Clone();
        double[] before = rbm.FreeEnergy(AllStates(4));

        Assert.Equal(before, clone.FreeEnergy(AllStates(4)));
        foreach (Parameter parameter in clone.Machine.Parameters)
            parameter.Values.Scale(2);
        clone.Coupling.Changed();
        Assert.Equal(before, rbm.FreeEnergy(AllStates(4)));
    }

    [Fact]
    public void Samples_of_either_side_have_its_conditional_means()
    {
        const int Samples = 40_000;
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(3, 2, 1, seed: 6);
        Tensor visible = Tensor.Zeros(Samples, 3), hidden = Tensor.Zeros(Samples, 2);
        for (int row = 0; row < Samples; row++)
            (visible[row, 1], hidden[row, 0]) = (1, 1);

        AssertMeans(rbm.MeanHiddenFrom(States.From(visible)), rbm.SampleHiddenFrom(States.From(visible), RandomStream.For(1, Purpose.General)).AsTensor());
        AssertMeans(rbm.MeanVisibleFrom(States.From(hidden)), rbm.SampleVisibleFrom(States.From(hidden), RandomStream.For(2, Purpose.General)).AsTensor());

        static void AssertMeans(Tensor means, Tensor samples)
        {
            for (int unit = 0; unit < samples.Columns; unit++)
            {
                double p = means[0, unit], found = Enumerable.Range(0, Samples).Average(row => samples[row, unit]);
                Assert.InRange((found - p) / Math.Sqrt(p * (1 - p) / Samples), -4, 4);
            }
        }
    }

    [Fact]
    public void Weights_that_do_not_fit_the_units_are_refused() =>
        Assert.Contains("[4, 3]", Assert.Throws<ArgumentException>(() => new RestrictedBoltzmannMachine(new Bernoulli(4), new Bernoulli(3), Tensor.Zeros(3, 4))).Message);

    internal static States AllStates(int units)
    {
        Tensor states = Tensor.Zeros(1 << units, units);
        for (int row = 0; row < states.Rows; row++)
        {
            for (int unit = 0; unit < units; unit++)
                states[row, unit] = (row >> unit) & 1;
        }

        return States.From(states);
    }
}
