using Harmonium.Couplings;
using Harmonium.Evaluation.Exact;
using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Tests.Evaluation.Exact;

public sealed class ExactPartitionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1, 1.0)]
    [InlineData(3, 7, 0.1)]
    [InlineData(8, 5, 1.0)]
    [InlineData(7, 7, 10.0)]
    [InlineData(6, 9, 300.0)]
    public void The_enumeration_equals_the_sum_over_all_joint_states(int visible, int hidden, double scale)
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(visible, hidden, scale, seed: 5);

        double expected = SmallMachines.LogPartition(rbm);

        Assert.Equal(expected, ExactPartition.Of(rbm.Machine, cancel: Cancel).LogPartition, 1e-11 * Math.Max(1, Math.Abs(expected)));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(60.0)]
    public void Both_ways_of_enumeration_agree_over_many_chunks(double scale)
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(40, 13, scale, seed: 2);

        double inDouble = ExactPartition.Of(rbm.Machine, cancel: Cancel).LogPartition;
        double throughLayers = new ExactPartition(rbm.Machine, new BlockEnumeration(rbm.Machine, [rbm.Hidden], [rbm.Visible])).LogPartition;

        // float32 products of 13 terms against double.
        Assert.Equal(inDouble, throughLayers, 1e-6 * Math.Abs(inDouble));
    }

    [Fact]
    public void A_mirrored_machine_has_the_same_log_partition()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(14, 11, 1, seed: 3);

        double expected = ExactPartition.Of(rbm.Machine, cancel: Cancel).LogPartition;

        Assert.Equal(expected, ExactPartition.Of(rbm.Mirror().Machine, cancel: Cancel).LogPartition, 1e-11 * Math.Abs(expected));
    }

    [Fact]
    public void Enumerating_either_side_gives_the_same()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(12, 9, 1, seed: 4);

        double hidden = ExactDistribution.Of(rbm.Machine, rbm.Hidden).LogPartition;

        Assert.Equal(hidden, ExactDistribution.Of(rbm.Machine, rbm.Visible).LogPartition, 1e-11 * Math.Abs(hidden));
    }

    [Fact]
    public void Without_weights_the_units_are_independent()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(30, 12, 2, seed: 6);
        rbm.Weights.Scale(0);
        rbm.Coupling.Changed();
        double expected = 0;
        foreach (Layer layer in rbm.Machine.Layers)
        {
            foreach (float b in SmallMachines.Bias(layer).AsSpan())
                expected += Math.Log(1 + Math.Exp(b));
        }

        Assert.Equal(expected, ExactPartition.Of(rbm.Machine, cancel: Cancel).LogPartition, 1e-11 * expected);
    }

    [Fact]
    public void A_deep_machine_is_enumerated_by_its_middle_layer()
    {
        Layer data = new("data", LayerRole.Visible, new Bernoulli(SmallMachines.Normal(Device.Default, 1, 1, 1, 4)));
        Layer low = new("low", LayerRole.Hidden, new Bernoulli(SmallMachines.Normal(Device.Default, 1, 1, 2, 3)));
        Layer high = new("high", LayerRole.Hidden, new Bernoulli(SmallMachines.Normal(Device.Default, 1, 1, 3, 5)));
        DenseCoupling below = new(data, low, SmallMachines.Normal(Device.Default, 1, 1, 4, 4, 3));
        DenseCoupling above = new(low, high, SmallMachines.Normal(Device.Default, 1, 1, 5, 3, 5));
        BoltzmannMachine machine = new([data, low, high], [below, above]);
        List<double> logs = [];
        for (int state = 0; state < 1 << 12; state++)
        {
            MachineState all = new() { [data] = Row(state, 4), [low] = Row(state >> 4, 3), [high] = Row(state >> 7, 5) };
            logs.Add(-machine.Energy(all)[0]);
        }

        ExactPartition partition = ExactPartition.Of(machine, cancel: Cancel);

        Assert.Equal([low], partition.Enumerated);
        Assert.Equal(SmallMachines.LogSum(logs), partition.LogPartition, 1e-5);

        static States Row(int bits, int count) =>
            States.From(Tensor.From([.. Enumerable.Range(0, count).Select(i => (float)(bits >> i & 1))], 1, count));
    }

    [Fact]
    public void The_result_is_the_same_for_any_number_of_threads()
    {
        double one = On(1), two = On(2), three = On(3);

        Assert.Equal(one, two);
        Assert.Equal(one, three);

        static double On(int threads) =>
            ExactPartition.Of(SmallMachines.Random(50, 13, 1, seed: 8, new CpuDevice(threads)).Machine, cancel: Cancel).LogPartition;
    }

    [Fact]
    public void A_machine_too_large_is_refused_with_its_size()
    {
        RestrictedBoltzmannMachine rbm = RestrictedBoltzmannMachine.OfBernoulli(40, 30);

        ArgumentException error = Assert.Throws<ArgumentException>(() => ExactPartition.Of(rbm.Machine, cancel: Cancel));

        Assert.Contains("30 units", error.Message);
        Assert.Contains("at most 2^25", error.Message);
        Assert.False(ExactPartition.IsPossible(rbm.Machine));
        Assert.True(ExactPartition.IsPossible(RestrictedBoltzmannMachine.OfBernoulli(40, 25).Machine));
    }

    [Fact]
    public void Enumeration_stops_when_it_is_canceled()
    {
        using CancellationTokenSource source = new();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => ExactPartition.Of(RestrictedBoltzmannMachine.OfBernoulli(40, 25).Machine, cancel: source.Token));
    }

    [Fact]
    public void A_ring_of_three_layers_does_not_have_two_sides()
    {
        Layer[] layers = [.. "abc".Select(name => new Layer(name.ToString(), LayerRole.Visible, new Bernoulli(2)))];
        BoltzmannMachine ring = new(layers,
            [new DenseCoupling(layers[0], layers[1]), new DenseCoupling(layers[1], layers[2]), new DenseCoupling(layers[2], layers[0])]);

        Assert.Contains("odd length", Assert.Throws<ArgumentException>(() => ExactPartition.Of(ring, cancel: Cancel)).Message);
    }

    [Theory]
    [InlineData(4, 12)]
    [InlineData(12, 4)]
    public void Samples_are_distributed_as_the_machine(int visible, int hidden)
    {
        const int samples = 20_000;
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(visible, hidden, 0.7, seed: 9);
        Layer small = visible < hidden ? rbm.Visible : rbm.Hidden, large = visible < hidden ? rbm.Hidden : rbm.Visible;

        MachineState state = ExactPartition.Of(rbm.Machine, cancel: Cancel).Sample(samples, RandomStream.For(1, Purpose.Sampling));

        foreach (Layer layer in new[] { small, large })
        {
            ExactDistribution exact = ExactDistribution.Of(rbm.Machine, layer);
            Assert.InRange(exact.TotalVariationFrom(exact.FrequenciesOf(state)), 0, 1.5 * exact.TotalVariationFloor(samples));
        }
    }

    [Fact]
    public void Samples_across_chunks_have_the_exact_means()
    {
        const int samples = 4000;
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(20, 12, 0.5, seed: 10);
        ExactDistribution exact = ExactDistribution.Of(rbm.Machine, rbm.Hidden);

        States hidden = ExactPartition.Of(rbm.Machine, cancel: Cancel).Sample(samples, RandomStream.For(2, Purpose.Sampling))[rbm.Hidden];

        for (int j = 0; j < 12; j++)
        {
            double p = exact.Probabilities.Where((_, number) => (number >> j & 1) != 0).Sum();
            double mean = Enumerable.Range(0, samples).Average(row => hidden.AsTensor()[row, j]);
            // 4 standard errors of a binomial mean.
            Assert.Equal(p, mean, 4 * Math.Sqrt(p * (1 - p) / samples));
        }
    }
}
