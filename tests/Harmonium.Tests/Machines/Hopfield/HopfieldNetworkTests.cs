using Harmonium.Machines.Enumeration;
using Harmonium.Machines.Hopfield;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Tests.Evaluation;

namespace Harmonium.Tests;

public sealed class HopfieldNetworkTests
{
    public static TheoryData<StorageRule> EveryRule => [StorageRule.Hebb, StorageRule.HebbOriginal, StorageRule.PseudoInverse, StorageRule.Perceptron];

    /// <summary>A network in both forms of its weights: few patterns are stored as factors, many as a matrix.</summary>
    public static TheoryData<int> FewAndManyPatterns => [6, 40];

    [Fact]
    public void Hebbs_weights_are_the_mean_products_of_neurons_without_a_diagonal()
    {
        Tensor patterns = Spins(5, 12, seed: 1);

        Tensor weights = HopfieldNetwork.Store(patterns).ToMatrix();

        for (int i = 0; i < 12; i++)
        {
            for (int j = 0; j < 12; j++)
                Assert.Equal(i == j ? 0 : Enumerable.Range(0, 5).Sum(mu => patterns[mu, i] * patterns[mu, j]) / 12.0, weights[i, j], 1e-6);
        }
    }

    [Fact]
    public void The_original_rule_only_grows_weights_between_firing_neurons()
    {
        Tensor patterns = Spins(5, 12, seed: 1);

        Tensor weights = HopfieldNetwork.Store(patterns, new StorageOptions { Rule = StorageRule.HebbOriginal }).ToMatrix();

        Assert.Equal(Enumerable.Range(0, 5).Count(mu => patterns[mu, 3] == 1 && patterns[mu, 7] == 1) / 12.0, weights[3, 7], 1e-6);
        Assert.All(weights.Contiguous().AsSpan().ToArray(), w => Assert.True(w >= 0));
    }

    [Theory, MemberData(nameof(EveryRule))]
    public void Weights_are_exactly_symmetric_with_a_zero_diagonal(StorageRule rule)
    {
        Tensor weights = HopfieldNetwork.Store(Spins(20, 30, seed: 2), new StorageOptions { Rule = rule }).ToMatrix();

        for (int i = 0; i < 30; i++)
        {
            Assert.Equal(0, weights[i, i]);
            for (int j = 0; j < i; j++)
                Assert.Equal(weights[i, j], weights[j, i]);
        }
    }

    [Theory, MemberData(nameof(FewAndManyPatterns))]
    public void The_energy_is_the_sum_over_pairs_and_biases(int patterns)
    {
        HopfieldNetwork net = HopfieldNetwork.Store(Spins(patterns, 30, seed: 3));
        SmallMachines.Normal(Device.Default, 1, 5, 1, 30).CopyTo(net.Bias);
        Tensor states = Spins(4, 30, seed: 6), weights = net.ToMatrix();

        double[] found = net.Energy(states);

        for (int row = 0; row < 4; row++)
        {
            double expected = 0;
            for (int i = 0; i < 30; i++)
            {
                expected -= net.Bias[i] * states[row, i];
                for (int j = 0; j < i; j++)
                    expected -= weights[i, j] * states[row, i] * states[row, j];
            }

            Assert.Equal(expected, found[row], 1e-4);
        }
    }

    [Theory, MemberData(nameof(FewAndManyPatterns))]
    public void The_energy_never_rises_in_asynchronous_updates(int patterns)
    {
        HopfieldNetwork net = HopfieldNetwork.Store(Spins(patterns, 60, seed: 4));
        SmallMachines.Normal(Device.Default, 0.1, 5, 1, 60).CopyTo(net.Bias);

        Recollection end = Recall(net, Spins(50, 60, seed: 5), new RecallOptions { TraceEnergy = true });

        Assert.True(end.Energies.Count > 2);
        for (int sweep = 1; sweep < end.Energies.Count; sweep++)
        {
            for (int probe = 0; probe < 50; probe++)
                Assert.True(end.Energies[sweep][probe] <= end.Energies[sweep - 1][probe] + 1e-5);
        }
    }

    [Theory, MemberData(nameof(FewAndManyPatterns))]
    public void Asynchronous_recall_updates_one_neuron_after_another(int patterns)
    {
        Tensor stored = Spins(patterns, 150, seed: 7), probes = Spins(8, 150, seed: 8);
        HopfieldNetwork net = HopfieldNetwork.Store(stored);
        Tensor weights = net.ToMatrix();

        Tensor found = Recall(net, probes, new RecallOptions { Seed = 3 }).States;

        for (int probe = 0; probe < 8; probe++)
        {
            double[] s = [.. probes.Row(probe).ToArray().Select(x => (double)x)];
            bool changed = true;
            for (int sweep = 0; changed; sweep++)
            {
                changed = false;
                foreach (int i in Numerics.Randomness.RandomStream.For(3, Numerics.Randomness.Purpose.Shuffling, sweep).Permutation(150))
                {
                    double field = Math.Round(150 * Enumerable.Range(0, 150).Sum(j => weights[i, j] * s[j]));
                    if (field * s[i] >= 0)
                        continue;
                    s[i] = -s[i];
                    changed = true;
                }
            }

            Assert.Equal(s, found.Row(probe).ToArray().Select(x => (double)x));
        }
    }

    [Fact]
    public void Recall_ends_in_fixed_points_and_reports_them()
    {
        HopfieldNetwork net = HopfieldNetwork.Store(Spins(6, 60, seed: 4));

        Recollection end = Recall(net, Spins(30, 60, seed: 5));

        Assert.All(end.Ends, one => Assert.Equal(RecallEnd.FixedPoint, one));
        Assert.Equal(30, net.CountFixedPoints(end.States));
        Assert.Equal(end.States.AsSpan(), Recall(net, end.States).States.AsSpan());
    }

    [Fact]
    public void Two_neurons_with_a_negative_weight_oscillate_synchronously_and_settle_asynchronously()
    {
        HopfieldNetwork net = new(Tensor.From([0, -1, -1, 0], 2, 2));
        Tensor alike = Tensor.From([1, 1], 1, 2);

        Recollection together = Recall(net, alike, new RecallOptions { Dynamics = Dynamics.Synchronous }), inTurn = Recall(net, alike);

        Assert.Equal(RecallEnd.Cycle, together.Ends[0]);
        Assert.Equal(RecallEnd.FixedPoint, inTurn.Ends[0]);
        Assert.Equal(-1, inTurn.States[0, 0] * inTurn.States[0, 1]);
    }

    [Fact]
    public void Synchronous_recall_ends_in_a_fixed_point_or_a_cycle_of_two()
    {
        Tensor weights = SmallMachines.Normal(Device.Default, 1, 3, 1, 40, 40);
        for (int i = 0; i < 40; i++)
        {
            weights[i, i] = 0;
            for (int j = 0; j < i; j++)
                weights[i, j] = weights[j, i];
        }

        Recollection end = Recall(new HopfieldNetwork(weights), Spins(60, 40, seed: 5), new RecallOptions { Dynamics = Dynamics.Synchronous });

        Assert.DoesNotContain(RecallEnd.Unfinished, end.Ends);
        Assert.Contains(RecallEnd.Cycle, end.Ends);
    }

    [Fact]
    public void Recall_reports_when_its_sweeps_are_used_up()
    {
        HopfieldNetwork net = HopfieldNetwork.Store(Spins(6, 60, seed: 4));

        Assert.Contains(RecallEnd.Unfinished, Recall(net, Spins(30, 60, seed: 5), new RecallOptions { Sweeps = 1 }).Ends);
    }

    [Theory]
    [InlineData(StorageRule.PseudoInverse, 100, 0.9)]
    [InlineData(StorageRule.PseudoInverse, 100, 0.3)]
    [InlineData(StorageRule.Perceptron, 100, 0.6)]
    public void Better_rules_than_Hebbs_store_patterns_exactly_far_beyond_its_capacity(StorageRule rule, int neurons, double load)
    {
        Tensor patterns = Spins((int)(load * neurons), neurons, seed: 9);

        Assert.Equal(patterns.Rows, HopfieldNetwork.Store(patterns, new StorageOptions { Rule = rule }).CountFixedPoints(patterns));
        Assert.True(HopfieldNetwork.Store(patterns).CountFixedPoints(patterns) < patterns.Rows / 2);
    }

    [Fact]
    public void The_pseudo_inverse_is_the_projection_on_the_patterns_and_allows_duplicates()
    {
        Tensor once = Spins(5, 40, seed: 9), twice = Tensor.Zeros(6, 40);
        once.CopyTo(twice.RowRange(0, 5));
        once.RowRange(2, 1).CopyTo(twice.RowRange(5, 1));
        StorageOptions options = new() { Rule = StorageRule.PseudoInverse };
        HopfieldNetwork net = HopfieldNetwork.Store(twice, options);

        Tensor weights = net.ToMatrix(), same = HopfieldNetwork.Store(once, options).ToMatrix();
        for (int mu = 0; mu < 5; mu++)
        {
            for (int i = 0; i < 40; i++)
            {
                // (W + D) ξ = ξ with D the removed diagonal: all fields are (1 − d_i) ξ_i, and the trace of a projection is its rank.
                double field = Enumerable.Range(0, 40).Sum(j => (double)weights[i, j] * once[mu, j]);
                Assert.InRange(field * once[mu, i], 0.5, 1);
                Assert.Equal(same[i, (i + 1) % 40], weights[i, (i + 1) % 40], 1e-5);
            }
        }

        Assert.Equal(40 - 5, Enumerable.Range(0, 40).Sum(i => Enumerable.Range(0, 40).Sum(j => (double)weights[i, j] * once[0, j]) * once[0, i]), 1e-3);
    }

    [Fact]
    public void The_perceptron_rule_gives_every_neuron_its_margin()
    {
        Tensor patterns = Spins(30, 60, seed: 9);
        HopfieldNetwork net = HopfieldNetwork.Store(patterns, new StorageOptions { Rule = StorageRule.Perceptron, Margin = 2 });

        Tensor fields = net.Fields(patterns);

        for (int mu = 0; mu < 30; mu++)
        {
            for (int i = 0; i < 60; i++)
                Assert.True(fields[mu, i] * patterns[mu, i] >= 2 - 1e-3);
        }
    }

    [Fact]
    public void The_weakest_synapses_are_removed_and_the_patterns_remain_fixed_points()
    {
        Tensor patterns = Spins(5, 200, seed: 9);
        HopfieldNetwork net = HopfieldNetwork.Store(patterns, new StorageOptions { RemoveWeakest = 0.5 });

        Tensor weights = net.ToMatrix();

        int gone = weights.Contiguous().AsSpan().Count(0f) - 200;
        Assert.InRange(gone, 0.5 * 200 * 199, 0.8 * 200 * 199);
        Assert.Equal(5, net.CountFixedPoints(patterns));
    }

    [Fact]
    public void A_network_of_zeros_and_ones_is_equivalent_to_the_network_of_spins()
    {
        Tensor bits = SmallMachines.Bits(6, 60, 4), spins = Spins(6, 60, seed: 4), probes = SmallMachines.Bits(9, 60, 5);
        HopfieldNetwork binary = HopfieldNetwork.Store(bits, new StorageOptions { Values = NeuronValues.Binary }), spin = HopfieldNetwork.Store(spins);

        Tensor found = Recall(binary, probes).States, expected = Recall(spin, Spins(9, 60, seed: 5)).States;

        Assert.Equal(expected.AsSpan().ToArray().Select(s => (s + 1) / 2), found.AsSpan().ToArray());
        Assert.Equal(spin.Energy(spins), binary.Energy(bits));
    }

    [Theory]
    [InlineData(NeuronValues.Binary)]
    [InlineData(NeuronValues.Spin)]
    public void The_machine_at_a_temperature_has_the_energy_of_the_network_divided_by_it(NeuronValues values)
    {
        HopfieldNetwork net = HopfieldNetwork.Store(values == NeuronValues.Spin ? Spins(2, 6, seed: 4)
            : SmallMachines.Bits(2, 6, 4), new StorageOptions { Values = values });
        SmallMachines.Normal(Device.Default, 0.5, 5, 1, 6).CopyTo(net.Bias);

        BoltzmannGibbs exact = BoltzmannGibbs.Of(net.ToBoltzmannMachine(0.7));

        double[] energies = net.Energy(exact.Space!.All[exact.Space.Layers[0]].AsTensor());
        BoltzmannGibbs expected = new(energies, 0.7);
        for (int state = 0; state < 64; state++)
            Assert.Equal(expected.Probabilities[state], exact.Probabilities[state], 1e-5);
    }

    [Fact]
    public void Recall_fails_beyond_Hopfields_limit()
    {
        Tensor below = Spins(60, 600, seed: 11), above = Spins(132, 600, seed: 12);
        HopfieldNetwork good = HopfieldNetwork.Store(below), bad = HopfieldNetwork.Store(above);

        // Load 0.10 has an overlap of 0.998 in theory; at 0.22 nothing is retained.
        Assert.True(good.Overlaps(Recall(good, below).States, below).Average() > 0.98);
        Assert.True(bad.Overlaps(Recall(bad, above).States, above).Average() < 0.7);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void Sweeps_at_a_temperature_leave_the_distribution_of_the_machine_invariant(int patterns)
    {
        const int Probes = 40_000, Neurons = 6;
        // In six neurons, two patterns are stored as factors and six as a matrix.
        HopfieldNetwork net = HopfieldNetwork.Store(Spins(patterns, Neurons, seed: 4));
        BoltzmannGibbs exact = BoltzmannGibbs.Of(net.ToBoltzmannMachine(0.8));
        Tensor states = Tensor.Zeros(Probes, Neurons);
        Numerics.Randomness.RandomStream random = Numerics.Randomness.RandomStream.For(3, Numerics.Randomness.Purpose.Evaluation);
        float[] weights = [.. exact.Probabilities.Select(p => (float)p)];
        for (int probe = 0; probe < Probes; probe++)
        {
            int number = random.Categorical(weights, probe);
            for (int i = 0; i < Neurons; i++)
                states[probe, i] = (number >> i & 1) == 1 ? 1 : -1;
        }

        net.Memory.Sweep(states, net.Bias, [3, 1, 5, 0, 4, 2],
            new ThermalNoise(0.8, Numerics.Randomness.RandomStream.For(5, Numerics.Randomness.Purpose.Sampling)));

        double[] found = new double[1 << Neurons];
        for (int probe = 0; probe < Probes; probe++)
            found[Enumerable.Range(0, Neurons).Sum(i => states[probe, i] > 0 ? 1 << i : 0)] += 1.0 / Probes;
        double distance = found.Zip(exact.Probabilities, (f, p) => Math.Abs(f - p) / 2).Sum();
        double floor = exact.Probabilities.Sum(p => Math.Min(Math.Sqrt(2 * p * (1 - p) / (Math.PI * Probes)), 2 * p) / 2);
        Assert.InRange(distance / floor, 0, 4);
    }

    [Fact]
    public void Some_heat_finds_deeper_minima()
    {
        Tensor patterns = Spins(80, 600, seed: 11);
        HopfieldNetwork net = HopfieldNetwork.Store(patterns);

        double bare = net.Energy(Recall(net, patterns).States).Average(),
            cooled = net.Energy(Recall(net, patterns, new RecallOptions { Temperature = 0.1, HeatedSweeps = 10 }).States).Average();

        Assert.True(cooled < bare);
    }

    [Fact]
    public void A_temperature_without_sweeps_is_refused()
    {
        HopfieldNetwork net = HopfieldNetwork.Store(Spins(2, 6, seed: 4));

        Assert.Contains("Set both", Assert.Throws<ArgumentException>(() => Recall(net, Spins(1, 6, seed: 1), new RecallOptions { Temperature = 0.5 })).Message);
        Assert.Contains("asynchronous",
            Assert.Throws<ArgumentException>(() =>
            Recall(net, Spins(1, 6, seed: 1), new RecallOptions { Temperature = 0.5, HeatedSweeps = 1, Dynamics = Dynamics.Synchronous })).Message);
    }

    [Fact]
    public void Invalid_arguments_are_refused_with_the_reason()
    {
        HopfieldNetwork net = HopfieldNetwork.Store(Spins(2, 6, seed: 4));

        Assert.Contains("is 0; a neuron of this network is -1 or 1", Assert.Throws<ArgumentException>(() => net.Energy(Tensor.Zeros(1, 6))).Message);
        Assert.Contains("[batch, 6]", Assert.Throws<ArgumentException>(() => Recall(net, Tensor.Zeros(1, 5))).Message);
        Assert.Contains("from unit 1 to unit 0", Assert.Throws<ArgumentException>(() => new HopfieldNetwork(Tensor.From([0, 1, 2, 0], 2, 2))).Message);
        Assert.Contains("with itself", Assert.Throws<ArgumentException>(() => new HopfieldNetwork(Tensor.From([1, 1, 1, 0], 2, 2))).Message);
        Assert.Contains("at least one sweep",
            Assert.Throws<ArgumentException>(() => Recall(net, Spins(1, 6, seed: 1), new RecallOptions { Sweeps = 0 })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => net.ToBoltzmannMachine(0));
    }

    [Fact]
    public void A_dense_memory_recalls_more_patterns_than_it_has_neurons()
    {
        Tensor patterns = Spins(300, 100, seed: 13), probes = patterns.RowRange(0, 20).Contiguous().Clone();
        for (int probe = 0; probe < 20; probe++)
        {
            for (int i = 0; i < 10; i++)
                probes[probe, i] = -probes[probe, i];
        }

        PolynomialMemory memory = new(patterns, degree: 4);
        Tensor found = memory.Recall(probes), attended = new SoftmaxMemory(patterns, beta: 0.5).Recall(probes, steps: 2);

        Assert.Equal(patterns.RowRange(0, 20).Contiguous().AsSpan(), found.AsSpan());
        Assert.All(memory.Energy(found).Zip(memory.Energy(probes)), pair => Assert.True(pair.First < pair.Second));
        for (int probe = 0; probe < 20; probe++)
        {
            for (int i = 0; i < 100; i++)
                Assert.Equal(patterns[probe, i], attended[probe, i], 1e-2);
        }
    }

    [Fact]
    public void The_energy_of_the_softmax_memory_falls_with_every_step()
    {
        SoftmaxMemory memory = new(SmallMachines.Normal(Device.Default, 1, 3, 1, 12, 8), beta: 0.7);
        Tensor states = SmallMachines.Normal(Device.Default, 1, 4, 1, 5, 8);
        for (int step = 0; step < 6; step++)
        {
            Tensor next = memory.Recall(states);
            Assert.All(memory.Energy(next).Zip(memory.Energy(states)), pair => Assert.True(pair.First <= pair.Second + 1e-5));
            states = next;
        }
    }

    private static Recollection Recall(HopfieldNetwork net, Tensor probes, RecallOptions? options = null) =>
        net.Recall(probes, options, TestContext.Current.CancellationToken);

    internal static Tensor Spins(int rows, int columns, ulong seed)
    {
        Tensor bits = SmallMachines.Bits(rows, columns, seed);
        foreach (ref float x in bits.AsSpan())
            x = (2 * x) - 1;
        return bits;
    }
}
