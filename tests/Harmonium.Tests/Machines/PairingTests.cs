using Harmonium.Couplings;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Exact;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>
/// The requirements for every machine of two kinds of units, with three units of each kind, if the states of one side can be counted. Exact sums are
/// then the oracle for sampler, annealing and gradient.
/// </summary>
public sealed class PairingTests
{
    private const int Chains = 20_000;
    private static readonly string[] _documents = ["replicated-softmax"];

    public static TheoryData<string, string> EveryCountablePair
    {
        get
        {
            TheoryData<string, string> pairs = [];
            foreach (string visible in UnitStates.OfKind.Keys)
            {
                foreach (string hidden in UnitStates.OfKind.Keys.Except(_documents))
                {
                    if (UnitStates.OfKind[visible].Create().BlockStates is not null || UnitStates.OfKind[hidden].Create().BlockStates is not null)
                        pairs.Add(visible, hidden);
                }
            }

            return pairs;
        }
    }

    [Theory, MemberData(nameof(EveryCountablePair))]
    public void Chains_started_at_equilibrium_stay_there(string visible, string hidden)
    {
        RestrictedBoltzmannMachine rbm = Machine(visible, hidden);
        MachineState exact = ExactPartition.Of(rbm.Machine, cancel: TestContext.Current.CancellationToken)
            .Sample(Chains, RandomStream.For(4, Purpose.Evaluation));
        GibbsChains chains = new(rbm.Machine, Chains);
        foreach (Layer layer in rbm.Machine.Layers)
            chains.State[layer] = exact[layer];

        chains.Sweep(2, RandomStream.For(5, Purpose.Sampling));

        foreach (Layer layer in rbm.Machine.Layers.Where(layer => layer.Units.BlockStates is not null))
        {
            ExactDistribution distribution = ExactDistribution.Of(rbm.Machine, layer);
            Assert.InRange(distribution.TotalVariationFrom(distribution.FrequenciesOf(chains.State)) / distribution.TotalVariationFloor(Chains), 0, 4);
        }
    }

    [Theory, MemberData(nameof(EveryCountablePair))]
    public void Annealing_in_both_directions_finds_the_exact_log_partition(string visible, string hidden)
    {
        RestrictedBoltzmannMachine rbm = Machine(visible, hidden);
        double exact = ExactPartition.Of(rbm.Machine, cancel: TestContext.Current.CancellationToken).LogPartition;
        AnnealingOptions options = new() { Ladder = AnnealingLadder.Linear(200), Runs = 400, Seed = 3 };

        LogPartitionEstimate found = new AnnealedImportanceSampling(rbm.Machine, BaseRateModel.Uncoupled, options)
            .Estimate(cancel: TestContext.Current.CancellationToken);

        // Intervals extend 3 standard errors to each side. The test allows 5, plus the rounding of float32.
        AssertWithin(found.Ais!, exact);
        AssertWithin(found.ReverseAis!, exact);
        Assert.True(found.Converged);
    }

    [Theory, MemberData(nameof(EveryCountablePair))]
    public void Enumerating_either_side_gives_the_same_log_partition(string visible, string hidden)
    {
        RestrictedBoltzmannMachine rbm = Machine(visible, hidden);
        if (rbm.Machine.Layers.Any(layer => layer.Units.BlockStates is null))
            return;
        Assert.Equal(ExactDistribution.Of(rbm.Machine, rbm.Visible).LogPartition, ExactDistribution.Of(rbm.Machine, rbm.Hidden).LogPartition, 1e-5);
    }

    [Theory, MemberData(nameof(EveryCountablePair))]
    public void A_step_up_the_exact_gradient_is_the_derivative_of_the_mean_log_likelihood(string visible, string hidden)
    {
        // Each document length has its own distribution. Hidden units enter the gradient as means, which do not contain the spread that a
        // log-variance learns from, so only visible units learn their log-variance.
        if (_documents.Contains(visible) || hidden == "gaussian")
            return;
        const float Step = 1f / 64;
        RestrictedBoltzmannMachine rbm = Machine(visible, hidden);
        Tensor examples = rbm.Visible.Units.Sample(Tensor.Zeros(8, rbm.Visible.Units.Count), RandomStream.For(8, Purpose.General)).AsTensor().Contiguous();
        Dictionary<string, float[]> before = rbm.Machine.Parameters.ToDictionary(p => p.Name, p => Numbers(p.Values));
        Dictionary<string, double[]> expected = rbm.Machine.Parameters.ToDictionary(p => p.Name, p => Derivative(p.Values));

        // So small that weights between unbounded units remain normalizable.
        const double Rate = 1.0 / 256;
        TinyTraining.Run(TinyTraining.FullBatch(rbm, examples, TinyTraining.Plain with { LearningRate = Rate }), 0, 1, epochs: 1);

        foreach (Parameter parameter in rbm.Machine.Parameters)
        {
            float[] after = Numbers(parameter.Values);
            for (int k = 0; k < after.Length; k++)
            {
                double slope = expected[parameter.Name][k];
                Assert.Equal(slope, (after[k] - before[parameter.Name][k]) / Rate, 4e-3 * (1 + Math.Abs(slope)));
            }
        }

        double[] Derivative(Tensor values)
        {
            double[] slopes = new double[values.Rows * values.Columns];
            for (int k = 0; k < slopes.Length; k++)
            {
                Span<float> row = values.Rank == 1 ? values.AsSpan() : values.Row(k / values.Columns);
                int place = values.Rank == 1 ? k : k % values.Columns;
                float at = row[place];
                row[place] = at + Step;
                double up = MeanLogLikelihood();
                row[place] = at - Step;
                double down = MeanLogLikelihood();
                row[place] = at;
                slopes[k] = (up - down) / (2 * Step);
            }

            return slopes;
        }

        double MeanLogLikelihood()
        {
            foreach (Coupling coupling in rbm.Machine.Couplings)
                coupling.Changed();
            return -rbm.FreeEnergy(States.From(examples)).Average() - ExactPartition.Of(rbm.Machine).LogPartition;
        }
    }

    [Fact]
    public void A_Gaussian_Bernoulli_machine_is_a_mixture_of_one_normal_density_per_hidden_state()
    {
        RestrictedBoltzmannMachine rbm = Machine("gaussian", "bernoulli");
        Gaussian units = (Gaussian)rbm.Visible.Units;
        double[] b = [.. Numbers(units.Bias).Select(x => (double)x)], s2 = [.. Numbers(units.LogVariance!).Select(t => Math.Exp(t))];
        double[] c = [.. Numbers(((Bernoulli)rbm.Hidden.Units).Bias).Select(x => (double)x)];
        float[] v = [0.3f, -1.2f, 0.8f];
        List<double> logWeights = [], logDensities = [];
        for (int state = 0; state < 8; state++)
        {
            double logWeight = 0, logDensity = 0;
            for (int j = 0; j < 3; j++)
                logWeight += (state >> j & 1) * c[j];
            for (int i = 0; i < 3; i++)
            {
                double t = Enumerable.Range(0, 3).Sum(j => (state >> j & 1) * (double)rbm.Weights[i, j]), mean = b[i] + (s2[i] * t);
                // ∫ exp(−(x − b)² / (2 s²) + t x) dx
                logWeight += (b[i] * t) + (s2[i] * t * t / 2) + (0.5 * Math.Log(2 * Math.PI * s2[i]));
                logDensity -= (Math.Pow(v[i] - mean, 2) / (2 * s2[i])) + (0.5 * Math.Log(2 * Math.PI * s2[i]));
            }

            logWeights.Add(logWeight);
            logDensities.Add(logDensity);
        }

        double log = SmallMachines.LogSum(logWeights);
        Assert.Equal(log, ExactPartition.Of(rbm.Machine, cancel: TestContext.Current.CancellationToken).LogPartition, 1e-5);
        double mixture = SmallMachines.LogSum(logWeights.Zip(logDensities, (weight, density) => weight - log + density));
        Assert.Equal(mixture, -rbm.FreeEnergy(States.From(Tensor.From(v, 1, 3)))[0] - log, 1e-5);
    }

    [Fact]
    public void Two_coupled_Gaussian_units_have_the_log_partition_of_a_normal_density_of_two_variables()
    {
        const double W = 0.6, B = 0.5, C = -0.4;
        RestrictedBoltzmannMachine rbm = new(new Gaussian(Tensor.From([(float)B], 1)), new Gaussian(Tensor.From([(float)C], 1)), Tensor.From([(float)W], 1, 1));
        // The precision is [1 −w; −w 1], the linear term (b, c): log Z = log 2π − ½ log(1 − w²) + (b² + c² + 2 w b c) / (2 (1 − w²)) − (b² + c²) / 2.
        double rest = 1 - (W * W);
        double expected = Math.Log(2 * Math.PI) - (0.5 * Math.Log(rest)) + (((B * B) + (C * C) + (2 * W * B * C)) / (2 * rest)) - (((B * B) + (C * C)) / 2);
        AnnealingOptions options = new() { Ladder = AnnealingLadder.Linear(500), Runs = 1000, Seed = 2 };

        LogPartitionEstimate found = new AnnealedImportanceSampling(rbm.Machine, BaseRateModel.Uncoupled, options)
            .Estimate(cancel: TestContext.Current.CancellationToken);

        AssertWithin(found.Ais!, expected);
        AssertWithin(found.ReverseAis!, expected);
    }

    [Theory]
    [InlineData("gaussian", "poisson", 0f, "infinite for every weight but 0")]
    [InlineData("poisson", "gaussian", 0f, "infinite for every weight but 0")]
    [InlineData("poisson", "poisson", 0.1f, "positive weight")]
    [InlineData("poisson", "truncated-gaussian", 0.1f, "positive weight")]
    [InlineData("gaussian of variance 1", "gaussian of variance 1", 0.34f, "spectral norm")]
    [InlineData("truncated-gaussian", "truncated-gaussian", 0.34f, "spectral norm")]
    [InlineData("gaussian of variance 1", "truncated-gaussian", -0.34f, "spectral norm")]
    public void Weights_with_an_infinite_sum_are_refused_with_the_reason(string visible, string hidden, float weight, string reason)
    {
        Tensor weights = Tensor.Filled(weight, 3, 3);
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() =>
            new RestrictedBoltzmannMachine(UnitStates.OfKind[visible].Create(), UnitStates.OfKind[hidden].Create(), weights)).Message);
    }

    [Theory]
    [InlineData("poisson", "poisson", -0.1f)]
    [InlineData("poisson", "truncated-gaussian", -2f)]
    [InlineData("gaussian of variance 1", "gaussian of variance 1", 0.32f)]
    [InlineData("truncated-gaussian", "truncated-gaussian", -3f)]
    [InlineData("truncated-gaussian", "bernoulli", 5f)]
    public void Weights_with_a_finite_sum_are_accepted(string visible, string hidden, float weight) =>
        Assert.Equal(weight, new RestrictedBoltzmannMachine(UnitStates.OfKind[visible].Create(), UnitStates.OfKind[hidden].Create(), Tensor.Filled(weight, 3, 3)).Weights[0, 0]);

    [Fact]
    public void Training_that_reaches_weights_without_normalization_stops_with_the_reason()
    {
        RestrictedBoltzmannMachine rbm = new(new Gaussian(4), new Gaussian(3), SmallMachines.Normal(Device.Default, 0.1, 1, 1, 4, 3));
        Tensor data = SmallMachines.Normal(Device.Default, 3, 2, 1, 20, 4);
        Dataset examples = new("numbers", new FloatExamples(data), ItemShape.Vector(4));
        EnergyLearner learner = new(
            new ContrastiveDivergence(rbm.Machine), new MomentumOptimizer(), new ExampleSource(examples, 20, 1, Binarization.None, Device.Default),
                TinyTraining.Plain, seed: 1);

        Assert.Contains("spectral norm", Assert.Throws<DivergedException>(() => TinyTraining.Run(learner, 0, 100, epochs: 100)).Message);
    }

    [Theory]
    [InlineData(1e-5)]
    [InlineData(1e-3)]
    [InlineData(0.1)]
    [InlineData(1)]
    public void Gaussian_machines_learn_or_stop_with_advice_at_any_rate_and_never_end_in_NaN(double rate)
    {
        RestrictedBoltzmannMachine rbm = new(new Gaussian(Tensor.Zeros(6), Tensor.Zeros(6)), new Bernoulli(8), SmallMachines.Normal(Device.Default, 0.1, 1, 1, 6, 8));
        Tensor data = SmallMachines.Normal(Device.Default, 1, 2, 1, 100, 6);
        // The second half of the columns repeats the first, so that there is structure to learn.
        for (int row = 0; row < data.Rows; row++)
            data.Row(row)[..3].CopyTo(data.Row(row)[3..]);
        Dataset examples = new("numbers", new FloatExamples(data), ItemShape.Vector(6));
        EnergyLearner learner = new(
            new ContrastiveDivergence(rbm.Machine), new MomentumOptimizer(), new ExampleSource(examples, 10, 1, Binarization.None, Device.Default),
                TinyTraining.Plain with { LearningRate = rate }, seed: 1);
        Trainer trainer = new(learner, epochs: 30, [], new DivergenceGuard());
        try
        {
            trainer.Run(cancel: TestContext.Current.CancellationToken);
        }
        catch (DivergedException exception)
        {
            Assert.Contains("learning rate", exception.Message);
            return;
        }

        Assert.All(rbm.Machine.Parameters, parameter => Assert.True(float.IsFinite(parameter.Values.LargestMagnitude())));
        Assert.All(Numbers(((Gaussian)rbm.Visible.Units).LogVariance!), t => Assert.True(t >= Gaussian.LeastLogVariance - 1));
    }

    private static RestrictedBoltzmannMachine Machine(string visible, string hidden) =>
        new(UnitStates.OfKind[visible].Create(), UnitStates.OfKind[hidden].Create(), SmallMachines.Normal(Device.Default, 0.3, 7, 20, 3, 3));

    private static float[] Numbers(Tensor values) => values.Contiguous().AsSpan().ToArray();

    private static void AssertWithin(LogPartitionInterval interval, double exact) =>
        Assert.InRange(exact, interval.Mean - ((interval.Mean - interval.Low) * 5 / 3) - 1e-4,
            interval.Mean + ((interval.High - interval.Mean) * 5 / 3) + 1e-4);
}
