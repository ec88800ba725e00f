using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Deep;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Exact;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs.Kinds.Deep;
using Harmonium.Runs.Models;
using Harmonium.Tests.Evaluation;

namespace Harmonium.Tests.Deep;

/// <summary>Belief networks with few units, compared with sums over all their states.</summary>
public sealed class BeliefNetworkTests
{
    /// <summary>The number of classes and of top hidden units, then the sizes of the layers: at most 16 units.</summary>
    public static TheoryData<int, int, int[]> Networks => new() { { 0, 3, [5, 4] }, { 0, 3, [5, 4, 3] }, { 3, 3, [5, 4] }, { 3, 3, [4, 3, 3] }, { 2, 3, [5] } };

    [Theory, MemberData(nameof(Networks))]
    public void Enumerated_bounds_and_likelihoods_are_sums_over_all_states(int classes, int hidden, int[] sizes)
    {
        BeliefNetwork network = EnumeratedBeliefNetwork.Random(3, 1, classes, hidden, sizes);
        EnumeratedBeliefNetwork exact = new(network);
        VariationalBound found = new(network);
        Assert.True(found.IsExact);
        (double[] bounds, double[] likelihoods) = found.Of(States.From(EnumeratedBeliefNetwork.AllStates(sizes[0])));
        double log = exact.LogPartition, sum = 0;
        for (int v = 0; v < exact.Inputs; v++)
        {
            Assert.Equal(exact.Bound(v), bounds[v], 1e-4);
            Assert.Equal(exact.LogLikelihood(v), likelihoods[v], 1e-4);
            Assert.True(bounds[v] <= likelihoods[v] + 1e-4, $"{v}: the bound {bounds[v]} is above {likelihoods[v]}");
            sum += Math.Exp(likelihoods[v] - log);
        }

        Assert.Equal(1, sum, 1e-4);
        Assert.True(sizes.Length == 1 || Enumerable.Range(0, exact.Inputs).Average(v => likelihoods[v] - bounds[v]) > 0.1);
    }

    [Theory, MemberData(nameof(Networks))]
    public void An_evaluation_has_the_exact_likelihood_and_the_bound_below_it(int classes, int hidden, int[] sizes)
    {
        BeliefNetwork network = EnumeratedBeliefNetwork.Random(4, 1, classes, hidden, sizes);
        EnumeratedBeliefNetwork exact = new(network);
        VisibleData all = new(new Dataset("all", new FloatExamples(EnumeratedBeliefNetwork.AllStates(sizes[0])), ItemShape.Vector(sizes[0])));

        RbmEvaluation found = BeliefEvaluation.Of(network, all, all, null, null, TestContext.Current.CancellationToken);

        Assert.Equal(exact.LogPartition, found.LogPartition.Exact!.Value, 1e-4);
        Assert.Equal(Enumerable.Range(0, exact.Inputs).Average(v => exact.LogLikelihood(v)) - exact.LogPartition, found.TestLogLikelihood.Exact!.Value, 1e-4);
        Assert.Equal(Enumerable.Range(0, exact.Inputs).Average(v => exact.Bound(v)) - exact.LogPartition, found.VariationalBound!.Value, 1e-4);
        Assert.False(found.IsLowerBound);
        Assert.Equal(-sizes[0] * Math.Log(2), found.Baseline!.Value, 1e-4);
    }

    [Fact]
    public void Drawn_bounds_have_the_enumerated_means()
    {
        const int Copies = 2000, Input = 11;
        BeliefNetwork network = EnumeratedBeliefNetwork.Random(5, 1, 3, 3, 5, 4, 3);
        EnumeratedBeliefNetwork exact = new(network);
        VariationalBound drawn = new(network, seed: 1, enumerates: false);
        Assert.False(drawn.IsExact);

        (double[] bounds, double[] likelihoods) = drawn.Of(Repeated(Input, 5, Copies));

        (double mean, double error) = MeanOf(bounds);
        Assert.Equal(exact.Bound(Input), mean, 5 * error);
        // By Jensen's inequality, the mean of the tighter bound lies between the bound and the truth.
        (double tighter, double itsError) = MeanOf(likelihoods);
        Assert.InRange(tighter, exact.Bound(Input) + (5 * itsError), exact.LogLikelihood(Input) + (5 * itsError));
        Assert.NotEqual(bounds, new VariationalBound(network, seed: 2, enumerates: false).Of(Repeated(Input, 5, Copies)).Bound);
        Assert.NotEqual(bounds, drawn.Of(Repeated(Input, 5, Copies), block: 1).Bound);
    }

    [Fact]
    public void An_rbm_below_its_mirror_image_is_the_same_model_with_a_tight_bound()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(6, 4, 1, seed: 6);
        BeliefNetwork network = new([new DirectedLayer(rbm)], rbm.Mirror());
        States all = States.From(EnumeratedBeliefNetwork.AllStates(6));

        (double[] bounds, double[] likelihoods) = new VariationalBound(network).Of(all);

        double[] energies = rbm.FreeEnergy(all);
        for (int v = 0; v < energies.Length; v++)
        {
            Assert.Equal(-energies[v], likelihoods[v], 1e-4);
            Assert.Equal(-energies[v], bounds[v], 1e-4);
        }
    }

    [Fact]
    public void The_bound_rises_while_a_layer_that_starts_from_transposed_weights_is_trained()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(6, 4, 1, seed: 7), top = rbm.Mirror();
        BeliefNetwork network = new([new DirectedLayer(rbm)], top);
        Tensor examples = Tensor.From([1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0], 3, 6), all = EnumeratedBeliefNetwork.AllStates(4);
        // All hidden states, weighted by their mean probability under q(h | v).
        float[] weights = [.. Enumerable.Range(0, 16).Select(h => (float)Enumerable.Range(0, 3).Average(v => Math.Exp(
            network.Layers[0].LogRecognition(States.From(examples.RowRange(v, 1)), States.From(all.RowRange(h, 1)))[0])))];
        Dataset hidden = new("q", new FloatExamples(all), ItemShape.Vector(4));
        ExampleSource source = new(hidden, 16, 1, Binarization.None, Device.Default) { Weights = weights };
        EnergyLearner learner = new(new ExactGradient(top), new MomentumOptimizer(), source,
            new EnergyLearningOptions { LearningRate = 0.1, Offsets = OffsetKind.None }, 1);

        double first = Bound(), last = first;
        for (long step = 0; step < 60; step++)
        {
            learner.Step(new TrainingTime(step, step, 60));
            double now = Bound();
            Assert.True(now >= last - 1e-4, $"Step {step}: the bound fell from {last} to {now}.");
            last = now;
        }

        Assert.True(last > first + 0.1, $"{first} {last}");

        double Bound() => new VariationalBound(network).Of(States.From(examples)).Bound.Average() - ExactPartition.Of(network.TopMachine).LogPartition;
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public void Samples_are_distributed_as_the_network(int? label)
    {
        const int Chains = 20_000, Sweeps = 60;
        BeliefNetwork network = EnumeratedBeliefNetwork.Random(8, 2, 3, 3, 4, 3);
        EnumeratedBeliefNetwork exact = new(network);
        DbnSampler sampler = new(network);
        RandomStream random = RandomStream.For(1, Purpose.Sampling);
        SampleChains chains = label is { } y ? sampler.StartInClass(y, Chains, random) : sampler.Start(Chains, random);
        for (int sweep = 1; sweep <= Sweeps; sweep++)
            chains.Sweep(random, sweep);

        double[] found = new double[exact.Inputs], logs = [.. Enumerable.Range(0, exact.Inputs).Select(v => exact.LogLikelihood(v, label))];
        Tensor samples = chains.States.AsTensor();
        for (int row = 0; row < Chains; row++)
            found[EnumeratedRbm.Number(samples, row)] += 1.0 / Chains;
        double log = SmallMachines.LogSum(logs);
        double[] p = [.. logs.Select(x => Math.Exp(x - log))];
        double distance = p.Zip(found, (a, b) => Math.Abs(a - b)).Sum() / 2;
        // The expected distance of independent samples is the sum below; chains of 60 sweeps have forgotten their start.
        double floor = p.Sum(x => Math.Sqrt(2 * x * (1 - x) / (Math.PI * Chains))) / 2;
        Assert.InRange(distance / floor, 0, 1.5);
        double other = SmallMachines.LogSum(Enumerable.Range(0, exact.Inputs).Select(v => exact.LogLikelihood(v, 0)));
        double apart = Enumerable.Range(0, exact.Inputs).Sum(v => Math.Abs(p[v] - Math.Exp(exact.LogLikelihood(v, 0) - other))) / 2;
        Assert.True(apart > 5 * floor, $"The classes do not differ enough to test the clamping: {apart}, {floor}.");
    }

    [Fact]
    public void Chains_that_start_at_examples_begin_with_their_recognized_states()
    {
        BeliefNetwork network = EnumeratedBeliefNetwork.Random(9, 3, 2, 3, 5, 4);
        SampleChains one = new DbnSampler(network).Start(500, RandomStream.For(1, Purpose.Sampling), Repeated(9, 5, 500));
        SampleChains other = new DbnSampler(network).Start(500, RandomStream.For(1, Purpose.Sampling), Repeated(22, 5, 500));
        Assert.NotEqual(one.States.AsTensor().AsSpan().ToArray(), other.States.AsTensor().AsSpan().ToArray());
        Assert.Equal(one.Means.AsSpan().ToArray(), one.Means.AsSpan().ToArray());
    }

    [Fact]
    public void The_probabilities_of_labels_come_from_the_free_energy_with_each_label()
    {
        BeliefNetwork network = EnumeratedBeliefNetwork.Random(10, 1, 3, 3, 5);
        EnumeratedBeliefNetwork exact = new(network);
        Tensor found = network.LabelMeans(States.From(EnumeratedBeliefNetwork.AllStates(5)));
        for (int v = 0; v < exact.Inputs; v++)
        {
            for (int y = 0; y < 3; y++)
                Assert.Equal(Math.Exp(exact.LogLikelihood(v, y) - exact.LogLikelihood(v)), found[v, y], 1e-5);
        }
    }

    [Fact]
    public void Layers_that_do_not_fit_and_labels_that_are_missing_are_refused()
    {
        RestrictedBoltzmannMachine low = SmallMachines.Random(4, 3, 1, 1), top = SmallMachines.Random(4, 2, 1, 2);
        Assert.Contains("3 units is followed by one of 4", Assert.Throws<ArgumentException>(() => new BeliefNetwork([new DirectedLayer(low)], top)).Message);
        BeliefNetwork unlabeled = EnumeratedBeliefNetwork.Random(1, 1, 0, 2, 4, 3);
        Assert.Throws<InvalidOperationException>(() => unlabeled.LabelMeans(States.From(Tensor.Zeros(1, 3))));
        DbnSampler sampler = new(unlabeled);
        Assert.Equal(0, sampler.Classes);
        Assert.Throws<NotSupportedException>(() => sampler.StartInClass(0, 1, RandomStream.For(1, Purpose.Sampling)));
    }

    /// <summary>Copies of one state, by its number.</summary>
    internal static States Repeated(int number, int units, int copies) =>
        States.From(EnumeratedBeliefNetwork.AllStates(units)).Take([.. Enumerable.Repeat(number, copies)]);

    private static (double Mean, double Error) MeanOf(double[] values)
    {
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(x => (x - mean) * (x - mean)) / (values.Length - 1.0) / values.Length));
    }
}
