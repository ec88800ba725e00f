using Harmonium.Couplings;
using Harmonium.Data.Preprocessing;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>Models with couplings within their layers: sampling without drift, training along the gradient of the log-likelihood.</summary>
public sealed class GeneralMachineTests
{
    private const int Chains = 40_000;

    [Theory]
    [InlineData(1.0, 1)]
    [InlineData(1.0, 4)]
    [InlineData(0.6, 2)]
    [InlineData(2.5, 2)]
    public void Chains_started_at_equilibrium_stay_there_at_any_temperature(double temperature, int sweeps)
    {
        BoltzmannMachine machine = Random(visible: 4, hidden: 3, 1, seed: 21);
        BoltzmannGibbs exact = BoltzmannGibbs.Of(machine, temperature);
        GibbsChains chains = AtEquilibrium(machine, exact);
        chains.Temperature = temperature;

        chains.Sweep(sweeps, RandomStream.For(5, Purpose.Sampling));

        Assert.InRange(Drift(exact, chains.State), 0, 4);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.7)]
    public void Chains_of_coupled_spins_stay_at_equilibrium(double temperature)
    {
        Layer layer = new("spins", LayerRole.Visible, new Spin(SmallMachines.Normal(Device.Default, 0.5, 4, 1, 6)));
        BoltzmannMachine machine = new([layer], [new LateralCoupling(layer, LateralCouplingTests.Symmetric(6, 0.5, seed: 4))]);
        BoltzmannGibbs exact = BoltzmannGibbs.Of(machine, temperature);
        GibbsChains chains = AtEquilibrium(machine, exact);
        chains.Temperature = temperature;

        chains.Sweep(3, RandomStream.For(5, Purpose.Sampling));

        Assert.InRange(Drift(exact, chains.State), 0, 4);
    }

    [Fact]
    public void A_layer_that_is_drawn_at_once_in_spite_of_its_couplings_drifts_away()
    {
        BoltzmannMachine machine = Random(4, 3, 1, seed: 21);
        BoltzmannGibbs exact = BoltzmannGibbs.Of(machine);
        GibbsChains chains = AtEquilibrium(machine, exact);

        Layer layer = machine.Layers[0];
        chains.State[layer] = layer.Units.Sample(machine.Input(layer, chains.State), RandomStream.For(5, Purpose.Sampling));

        Assert.True(Drift(exact, chains.State) > 4);
    }

    [Fact]
    public void Annealing_finds_the_state_of_lowest_energy_more_often_than_sampling_at_the_last_temperature()
    {
        // Two valleys: all units off, E = 0, where independent units mostly start, and all on, E = −0.8, with a barrier of 7.6 between them.
        Layer layer = new("visible", LayerRole.Visible, new Bernoulli(Tensor.Filled(-3.4f, 8)));
        Tensor weights = Tensor.Filled(1, 8, 8);
        for (int i = 0; i < 8; i++)
            weights[i, i] = 0;
        BoltzmannMachine machine = new([layer], [new LateralCoupling(layer, weights)]);
        BoltzmannGibbs exact = BoltzmannGibbs.Of(machine);
        int best = Enumerable.Range(0, exact.Energies.Count).MinBy(state => exact.Energies[state]);
        GibbsChains annealed = new(machine, 2000), quenched = new(machine, 2000);
        foreach (GibbsChains chains in (GibbsChains[])[annealed, quenched])
            chains.SampleIndependently(machine.Layers, RandomStream.For(1, Purpose.Chains));

        annealed.Anneal(new CoolingSchedule(5, 0.1), 40, RandomStream.For(2, Purpose.Sampling));
        quenched.Temperature = 0.1;
        quenched.Sweep(40, RandomStream.For(2, Purpose.Sampling));

        Assert.Equal(255, best);
        Assert.Equal(0.1, annealed.Temperature, 1e-12);
        // The fraction of 2000 chains has a standard error of at most 0.011: four of them, for both.
        Assert.True(exact.Space!.FrequenciesOf(annealed.State)[best] > exact.Space.FrequenciesOf(quenched.State)[best] + 0.06);
    }

    [Fact]
    public void A_cooling_schedule_goes_by_factors_or_by_differences()
    {
        Assert.Equal(2, new CoolingSchedule(4, 1).At(0.5), 1e-12);
        Assert.Equal(2.5, new CoolingSchedule(4, 1) { IsLinear = true }.At(0.5), 1e-12);
        Assert.Contains("above 0", Assert.Throws<ArgumentException>(() => new CoolingSchedule(0, 1).At(0)).Message);
    }

    [Theory]
    [InlineData(4, 0, OffsetKind.None)]
    [InlineData(3, 2, OffsetKind.None)]
    [InlineData(3, 3, OffsetKind.None)]
    public void A_step_of_the_exact_gradient_is_the_gradient_of_the_log_likelihood(int visible, int hidden, OffsetKind offsets)
    {
        BoltzmannMachine machine = Random(visible, hidden, 0.7, seed: 5);
        Tensor examples = TinyTraining.Uneven(12, visible, seed: 4);
        double[] expected = FiniteDifferences(machine, examples), before = Values(machine);

        TinyTraining.Run(Learner(examples, new EnumeratedGradient(machine), TinyTraining.Plain with { Offsets = offsets }), 0, 1, epochs: 10);

        TinyTraining.AssertClose(expected, [.. Values(machine).Select((x, k) => x - before[k])], 2e-4);
    }

    [Fact]
    public void A_centered_step_goes_uphill_as_much_as_its_length_predicts()
    {
        BoltzmannMachine machine = Random(3, 2, 0.7, seed: 5);
        Tensor examples = TinyTraining.Uneven(12, 3, seed: 4);
        double[] gradient = FiniteDifferences(machine, examples), before = Values(machine);
        double likelihood = LogLikelihood(machine, examples);

        TinyTraining.Run(Learner(examples, new EnumeratedGradient(machine), TinyTraining.Plain with { Offsets = OffsetKind.Centered, LearningRate = 0.01 }),
            0, 1, epochs: 10);

        double[] step = [.. Values(machine).Select((x, k) => x - before[k])];
        double predicted = step.Select((d, k) => IndependentShare(machine, k) * d * gradient[k]).Sum(), gained = LogLikelihood(machine, examples) - likelihood;
        Assert.True(gained > 0);
        Assert.Equal(predicted, gained, 0.05 * predicted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Contrastive_divergence_with_many_sweeps_has_the_statistics_of_the_model(bool persistent)
    {
        BoltzmannMachine machine = Random(4, 3, 0.5, seed: 3);
        BoltzmannGibbs exact = BoltzmannGibbs.Of(machine);
        double[] visible = exact.MarginalOf([machine.Layers[0]]);
        // Examples sampled from the model itself: both phases must agree with its distribution.
        Tensor examples = AtEquilibrium(machine, exact).State[machine.Layers[0]].AsTensor().RowRange(0, 4000).Contiguous();
        GradientEstimator estimator = persistent
            ? new PersistentContrastiveDivergence(machine, 1, chains: 4000, sweeps: 30) { Inference = new HiddenInference { Sweeps = 20 } }
            : new ContrastiveDivergence(machine, sweeps: 20);

        Statistics statistics = estimator.Estimate(new MachineState { [machine.Layers[0]] = States.From(examples) }, null, RandomStream.For(3, Purpose.Gibbs));

        Tensor equal = Tensor.Filled(1f / 4000, 4000);
        foreach (Phase phase in (Phase[])[statistics.Data, statistics.Model])
        {
            foreach (Coupling coupling in machine.Couplings)
            {
                Tensor found = coupling.Evaluate(new CouplingGradient([new StatePair(phase.State[coupling.First], phase.State[coupling.Second], 1f / 4000)],
                    null))[0];
                Tensor weights = Probabilities(exact), expected = coupling.Evaluate(new CouplingGradient(
                    [new StatePair(exact.Space!.All[coupling.First], exact.Space.All[coupling.Second], 1, weights)], null))[0];
                for (int i = 0; i < found.Rows; i++)
                {
                    for (int j = 0; j < found.Columns; j++)
                    {
                        // A mean of 4000 products of 0 and 1: five standard errors.
                        double p = expected[i, j], error = Math.Sqrt(Math.Max(p * (1 - p), 1e-6) / 4000);
                        Assert.InRange((found[i, j] - p) / error, -5, 5);
                    }
                }
            }
        }

        Assert.Equal(1, visible.Sum(), 1e-9);
    }

    [Fact]
    public void A_mean_field_lowers_the_variational_free_energy_and_is_exact_for_weak_couplings()
    {
        BoltzmannMachine machine = Random(3, 4, 0.05, seed: 3);
        Layer visible = machine.Layers[0], hidden = machine.Layers[1];
        GibbsChains chains = new(machine, 8);
        chains.State[visible] = new StateSpace([visible]).All[visible];
        chains.SampleIndependently([hidden], RandomStream.For(1, Purpose.Chains));

        chains.MeanField(LayerRole.Hidden, 20);

        StateSpace all = new([hidden]);
        for (int v = 0; v < 8; v++)
        {
            MachineState state = new() { [hidden] = all.All[hidden], [visible] = States.From(Repeat(chains.State[visible].AsTensor(), v, 16)) };
            BoltzmannGibbs posterior = new(machine.Energy(state));
            for (int j = 0; j < 4; j++)
                Assert.Equal(Enumerable.Range(0, 16).Where(h => (h >> j & 1) == 1).Sum(h => posterior.Probabilities[h]),
                    chains.State[hidden].AsTensor()[v, j], 2e-3);
        }
    }

    [Fact]
    public void Learning_makes_the_distribution_that_of_the_data()
    {
        // Odd parity of three units: pairs of units are independent and only triples are not, so hidden units are needed.
        Tensor examples = Tensor.From([1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1], 4, 3);
        BoltzmannMachine machine = Random(3, 3, 0.5, seed: 8);

        TinyTraining.Run(Learner(examples, new EnumeratedGradient(machine), TinyTraining.Plain with { Offsets = OffsetKind.Centered, LearningRate = 0.5 }),
            0, 6000, epochs: 6000);

        double[] target = [0, 0.25, 0.25, 0, 0.25, 0, 0, 0.25], learned = BoltzmannGibbs.Of(machine).MarginalOf([machine.Layers[0]]);
        Assert.InRange(BoltzmannGibbs.Divergence(target, learned), 0, 0.02);
    }

    [Fact]
    public void Chains_of_coupled_visible_units_are_saved_and_restored()
    {
        BoltzmannMachine machine = Random(4, 0, 0.5, seed: 3);
        PersistentContrastiveDivergence first = new(machine, 1, chains: 5), second = new(machine, 2, chains: 5);
        MachineState data = new() { [machine.Layers[0]] = States.From(SmallMachines.Bits(6, 4, 1)) };
        first.Estimate(data, null, RandomStream.For(1, Purpose.Gibbs));

        second.Restore(first.State);

        Assert.Equal(["chains.visible"], first.State.Keys);
        Assert.Equal(first.State["chains.visible"].Contiguous().AsSpan(), second.State["chains.visible"].Contiguous().AsSpan());
    }

    [Fact]
    public void A_machine_that_is_too_large_to_enumerate_is_refused() =>
        Assert.Contains("has 15", Assert.Throws<ArgumentException>(() => new EnumeratedGradient(BoltzmannMachine.FullyConnected(new Bernoulli(15)))).Message);

    private static BoltzmannMachine Random(int visible, int hidden, double scale, ulong seed)
    {
        BoltzmannMachine machine = BoltzmannMachine.FullyConnected(
            new Bernoulli(SmallMachines.Normal(Device.Default, scale, seed, 1, visible)), hidden == 0 ? null
                : new Bernoulli(SmallMachines.Normal(Device.Default, scale, seed, 2, hidden)));
        foreach (Coupling coupling in machine.Couplings)
        {
            Tensor weights = coupling.Parameters[0].Values;
            (coupling is LateralCoupling ? LateralCouplingTests.Symmetric(weights.Rows, scale, seed + (ulong)weights.Rows)
                : SmallMachines.Normal(Device.Default, scale, seed, 3, weights.Rows, weights.Columns)).CopyTo(weights);
            coupling.Changed();
        }

        return machine;
    }

    private static EnergyLearner Learner(Tensor examples, GradientEstimator estimator, EnergyLearningOptions options) =>
        new(estimator, new MomentumOptimizer(), new ExampleSource(TinyTraining.Data(examples), examples.Rows, 1, Binarization.None, Device.Default),
            options, seed: 1);

    private static double[] Values(BoltzmannMachine machine) =>
        [.. machine.Parameters.SelectMany(p => p.Values.Contiguous().AsSpan().ToArray()).Select(x => (double)x)];

    private static double LogLikelihood(BoltzmannMachine machine, Tensor examples)
    {
        Layer layer = machine.Layers[0];
        double[] p = BoltzmannGibbs.Of(machine).MarginalOf([layer]);
        return Enumerable.Range(0, examples.Rows).Average(row => Math.Log(p[EnumeratedRbm.Number(examples, row)]));
    }

    /// <summary>Central differences of the exact log-likelihood. A weight within a layer changes at both of its positions.</summary>
    private static double[] FiniteDifferences(BoltzmannMachine machine, Tensor examples)
    {
        const float Step = 0.01f;
        List<double> gradient = [];
        foreach ((Tensor values, bool lateral) in machine.Couplings.Select(c => (c.Parameters[0].Values, c is LateralCoupling))
            .Concat(machine.Layers.Select(l => (SmallMachines.Bias(l).Reshape(1, -1), false))))
        {
            for (int i = 0; i < values.Rows; i++)
            {
                for (int j = 0; j < values.Columns; j++)
                {
                    if (lateral && i == j)
                    {
                        gradient.Add(0);
                        continue;
                    }

                    float at = values[i, j];
                    double[] likelihoods = [.. new[] { at + Step, at - Step }.Select(x =>
                    {
                        values[i, j] = x;
                        if (lateral)
                            values[j, i] = x;
                        foreach (Coupling coupling in machine.Couplings)
                            coupling.Changed();
                        return LogLikelihood(machine, examples);
                    })];
                    values[i, j] = at;
                    if (lateral)
                        values[j, i] = at;
                    foreach (Coupling coupling in machine.Couplings)
                        coupling.Changed();
                    gradient.Add((likelihoods[0] - likelihoods[1]) / (2 * Step));
                }
            }
        }

        return [.. gradient];
    }

    /// <summary>A weight within a layer has two positions and is one parameter, so each position counts half.</summary>
    private static double IndependentShare(BoltzmannMachine machine, int index)
    {
        foreach (Coupling coupling in machine.Couplings)
        {
            int count = coupling.Parameters[0].Values.Count;
            if (index < count)
                return coupling is LateralCoupling ? 0.5 : 1;
            index -= count;
        }

        return 1;
    }

    private static GibbsChains AtEquilibrium(BoltzmannMachine machine, BoltzmannGibbs exact)
    {
        double[] cumulative = new double[exact.Probabilities.Count];
        double sum = 0;
        for (int state = 0; state < cumulative.Length; state++)
            cumulative[state] = sum += exact.Probabilities[state];
        int[] numbers = new int[Chains];
        for (int chain = 0; chain < Chains; chain++)
        {
            int found = Array.BinarySearch(cumulative, RandomStream.For(4, Purpose.Evaluation).Uniform(chain));
            numbers[chain] = Math.Min(found < 0 ? ~found : found, cumulative.Length - 1);
        }

        GibbsChains chains = new(machine, Chains);
        foreach (Layer layer in machine.Layers)
        {
            Tensor states = Tensor.Zeros(Chains, layer.Units.Count), all = exact.Space!.All[layer].AsTensor();
            for (int chain = 0; chain < Chains; chain++)
                all.Row(numbers[chain]).CopyTo(states.Row(chain));
            chains.State[layer] = States.From(states);
        }

        Assert.InRange(Drift(exact, chains.State), 0, 4);
        return chains;
    }

    private static double Drift(BoltzmannGibbs exact, MachineState state)
    {
        double[] frequencies = exact.Space!.FrequenciesOf(state);
        double distance = frequencies.Select((f, number) => Math.Abs(f - exact.Probabilities[number]) / 2).Sum();
        return distance / exact.Probabilities.Sum(p => Math.Min(Math.Sqrt(2 * p * (1 - p) / (Math.PI * Chains)), 2 * p) / 2);
    }

    private static Tensor Probabilities(BoltzmannGibbs exact) => Tensor.From([.. exact.Probabilities.Select(p => (float)p)], exact.Probabilities.Count);

    private static Tensor Repeat(Tensor rows, int row, int times)
    {
        Tensor repeated = Tensor.Zeros(times, rows.Columns);
        for (int i = 0; i < times; i++)
            rows.Row(row).CopyTo(repeated.Row(i));
        return repeated;
    }
}
