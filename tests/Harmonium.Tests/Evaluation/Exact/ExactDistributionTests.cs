using Harmonium.Evaluation.Exact;
using Harmonium.Machines;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Tests.Evaluation.Exact;

public sealed class ExactDistributionTests
{
    [Fact]
    public void The_probabilities_are_those_of_the_joint_sum()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(5, 6, 1.5, seed: 1);
        double logPartition = SmallMachines.LogPartition(rbm);

        ExactDistribution visible = ExactDistribution.Of(rbm.Machine, rbm.Visible);

        for (int v = 0; v < 32; v++)
            Assert.Equal(Math.Exp(SmallMachines.LogWeight(rbm, v) - logPartition), visible.Probabilities[v], 1e-12);
        Assert.Equal(1, visible.Probabilities.Sum(), 1e-12);
    }

    [Fact]
    public void The_number_of_a_state_has_unit_i_as_bit_i()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(5, 6, 1, seed: 1);
        ExactDistribution visible = ExactDistribution.Of(rbm.Machine, rbm.Visible);
        MachineState state = new() { [rbm.Visible] = Harmonium.Numerics.States.From(Harmonium.Numerics.Tensor.From([1, 0, 1, 1, 0, 0, 0, 0, 0, 1], 2, 5)) };

        Assert.Equal(0b01101, visible.NumberOf(state, 0));
        Assert.Equal(0b10000, visible.NumberOf(state, 1));
        Assert.Equal(0.5, visible.FrequenciesOf(state)[0b10000]);
    }

    [Fact]
    public void Total_variation_is_0_to_the_distribution_itself_and_1_to_a_disjoint_one()
    {
        RestrictedBoltzmannMachine rbm = RestrictedBoltzmannMachine.OfBernoulli(2, 1);
        SmallMachines.Bias(rbm.Visible).AsSpan().Fill(1000);
        ExactDistribution always = ExactDistribution.Of(rbm.Machine, rbm.Visible);

        Assert.Equal(0, always.TotalVariationFrom([0, 0, 0, 1]), 1e-12);
        Assert.Equal(1, always.TotalVariationFrom([1, 0, 0, 0]), 1e-12);
    }

    [Fact]
    public void A_side_with_too_many_units_is_refused()
    {
        RestrictedBoltzmannMachine rbm = RestrictedBoltzmannMachine.OfBernoulli(21, 2);

        Assert.Contains("2^21", Assert.Throws<ArgumentException>(() => ExactDistribution.Of(rbm.Machine, rbm.Visible)).Message);
    }
}
