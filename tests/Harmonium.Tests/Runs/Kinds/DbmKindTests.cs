using System.Text.Json;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.Deep;
using Harmonium.Runs.Models;
using Harmonium.Sampling;
using Harmonium.Storage.TensorFiles;
using Harmonium.Tests.Evaluation;

namespace Harmonium.Tests.Runs.Kinds;

/// <summary>Deep Boltzmann machines as a kind: training, parts, settings and files.</summary>
public sealed class DbmKindTests
{
    private const string Machine =
        """{"kind":"dbm","layers":[{"name":"visible","role":"visible","units":"bernoulli","count":4},{"name":"hidden1","role":"hidden","units":"bernoulli","count":3},{"name":"hidden2","role":"hidden","units":"bernoulli","count":2}],"couplings":[{"kind":"dense","between":["visible","hidden1"]},{"kind":"dense","between":["hidden1","hidden2"]}]}""";

    private static DbmKind Kind => ModelKinds.BuiltIn.Get<DbmKind>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("8,6")]
    [InlineData("8,4,4")]
    public void Trained_from_scratch_it_learns_more_than_independent_units(string hidden)
    {
        DataSplits bars = BarsData.Parts(train: 400, validation: 100);
        DbmModel model = Trained(new DbmSettings { Hidden = hidden, Batch = 20, Epochs = 60, LearningRate = 0.2 }, bars);

        RbmEvaluation evaluation = RbmEvaluation.Of(model.Dbm.Machine, new VisibleData(bars.Validation!, Binarization.Sampled),
            new VisibleData(bars.Train, Binarization.Sampled), cancel: Token);

        // Independent pixels cost 16 log 2 ≈ 11.1 nats; the bars themselves 5 log 2 plus the noise of the gray levels, about 6.6 nats.
        Assert.True(evaluation.TestLogLikelihood.Exact > evaluation.Baseline + 2,
            $"{evaluation.TestLogLikelihood.Exact} nats, independent units {evaluation.Baseline}");
    }

    [Fact]
    public void Features_are_the_means_of_all_hidden_layers_from_the_bottom_up()
    {
        DbmModel model = ModelOf(DeepMachines.Random(0.7, seed: 3, 4, 3, 2));
        States examples = States.From(SmallMachines.Bits(5, 4, 2));
        MachineState means = new HiddenPosterior(model.Dbm.Machine).MeansOf(new MachineState { [model.Dbm.Visible] = examples });

        Tensor features = model.Encoder.Transform(examples);

        Assert.Equal((5, 5), (features.Rows, features.Columns));
        for (int row = 0; row < 5; row++)
        {
            Assert.Equal(means[model.Dbm.Hidden[0]].AsTensor().Row(row), features.Row(row)[..3]);
            Assert.Equal(means[model.Dbm.Hidden[1]].AsTensor().Row(row), features.Row(row)[3..]);
        }
    }

    [Fact]
    public void Missing_pixels_are_completed_by_their_conditional_means()
    {
        DeepBoltzmannMachine dbm = DeepMachines.Random(1, seed: 3, 4, 3, 2);
        double[] p = [.. DeepMachines.LogProbabilities(dbm).Select(log => Math.Exp(log))];
        // p(v₃ = 1 | v₀ = 1, v₁ = 0, v₂ = 1): states 5 and 5 + 8.
        double expected = p[13] / (p[5] + p[13]);

        Tensor completed = ModelOf(dbm).Completer.Complete(Tensor.From([.. Enumerable.Repeat((float[])[1, 0, 1, 0], 400).SelectMany(row => row)], 400, 4),
            Tensor.From([1, 1, 1, 0], 4), sweeps: 100, draws: 1, RandomStream.For(1, Purpose.Sampling), Token).Means;

        // 400 chains of 50 counted sweeps: even fully dependent sweeps leave a standard error of 0.025.
        Assert.Equal(expected, Enumerable.Range(0, 400).Average(row => completed[row, 3]), 0.05);
    }

    [Fact]
    public void Samples_that_start_from_examples_and_from_nothing_reach_the_distribution()
    {
        DeepBoltzmannMachine dbm = DeepMachines.Random(0.7, seed: 3, 4, 3, 2);
        double[] p = [.. DeepMachines.LogProbabilities(dbm).Select(log => Math.Exp(log))];
        const int Chains = 10_000;
        foreach (States? start in (States?[])[null, States.From(Tensor.Filled(1, Chains, 4))])
        {
            SampleChains chains = ModelOf(dbm).Sampler.Start(Chains, RandomStream.For(1, Purpose.Sampling), start);
            for (int sweep = 1; sweep <= 40; sweep++)
                chains.Sweep(RandomStream.For(2, Purpose.Sampling), sweep);
            Tensor states = chains.States.AsTensor();
            double[] found = new double[16];
            for (int row = 0; row < Chains; row++)
                found[EnumeratedRbm.Number(states, row)] += 1.0 / Chains;
            // Four standard errors of a frequency of 10,000 samples.
            Assert.All(found.Zip(p), pair => Assert.Equal(pair.Second, pair.First, 4 * Math.Sqrt(pair.Second * (1 - pair.Second) / Chains)));
        }
    }

    [Theory]
    [InlineData("hidden", "", "", "is empty")]
    [InlineData("hidden", "500,0", "", "500,0")]
    [InlineData("hidden", "4,3", "leastEffectiveShare", "free energy in closed form")]
    [InlineData("hidden", "4,3", "method=exact", "Use pcd")]
    [InlineData("hidden", "4,3", "method=pt", "Use persistent contrastive divergence")]
    [InlineData("hidden", "4,3", "stopOn=pseudoLogLikelihood", "reconstructionError")]
    [InlineData("visible", "replicated-softmax", "", "bernoulli")]
    public void Settings_that_cannot_work_are_refused_in_words(string name, string value, string more, string words)
    {
        List<KeyValuePair<string, string>> changes = [new(name, value)];
        if (more.Length > 0)
            changes.Add(more.Contains('=') ? new(more.Split('=')[0], more.Split('=')[1]) : new(more, "0.5"));

        ConfigurationException refusal = Assert.ThrowsAny<ConfigurationException>(() =>
        {
            KindSettings settings = Kind.Effective((KindSettings)Kind.Settings.With(Kind.Settings.Defaults, changes));
            Kind.Prepare(settings, TrainingData.Of(BarsData.Parts()), Device.Default);
        });

        Assert.Contains(words, refusal.Message);
    }

    [Fact]
    public void A_machine_is_described_as_published_and_read_back()
    {
        DeepBoltzmannMachine dbm = DeepMachines.Random(0.7, seed: 3, 4, 3, 2);
        DbmModel model = ModelOf(dbm);

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Machine), model.Describe()));
        DbmModel read = (DbmModel)WrittenModel.Again(model).Model;
        MachineState states = DeepMachines.EveryVisible(dbm);
        Assert.Equal(model.Density.FreeEnergy(states[dbm.Visible]), read.Density.FreeEnergy(states[dbm.Visible]));
    }

    [Theory]
    [InlineData("[\"hidden1\",\"hidden2\"]", "[\"visible\",\"hidden2\"]", "couplings.1.weights")]
    [InlineData("\"name\":\"hidden1\",\"role\":\"hidden\"", "\"name\":\"hidden1\",\"role\":\"visible\"", "one visible layer")]
    [InlineData("\"name\":\"hidden2\",\"role\":\"hidden\",\"units\":\"bernoulli\"", "\"name\":\"hidden2\",\"role\":\"hidden\",\"units\":\"spin\"", "spin")]
    [InlineData(",{\"kind\":\"dense\",\"between\":[\"hidden1\",\"hidden2\"]}", "", "couplings.1.weights")]
    public void A_description_that_does_not_fit_is_refused_in_words(string right, string wrong, string word)
    {
        Assert.Contains(right, Machine);
        Dictionary<string, Tensor> tensors = ModelOf(DeepMachines.Random(0.7, seed: 3, 4, 3, 2)).Parameters.ToDictionary(p => p.Name, p => p.Values);

        Assert.Contains(word, Assert.Throws<ModelFileException>(() => WrittenModel.Of(Machine.Replace(right, wrong), tensors)).Message);
    }

    [Fact]
    public void The_public_class_trains_and_says_that_its_likelihood_is_a_lower_bound()
    {
        Dataset bars = BarsData.Parts().Train;
        Dbm dbm = Dbm.Train(bars, new() { Hidden = "30,26", Epochs = 1 }, cancel: Token);
        Likelihood likelihood = dbm.LogLikelihood(bars, options: new() { Annealing = new() { Ladder = AnnealingLadder.Linear(100) } },
            cancel: Token);

        Assert.Equal(56, dbm.Transform(bars).GetLength(1));
        Assert.True(likelihood.IsLowerBound);
        Assert.Matches(@"^at least -\d+\.\d\d ± \d\.\d\d nats per example \(lower bound, log Z: .*, binarization: sampled, 90 examples\)$",
            likelihood.ToString());
    }

    private static DbmModel ModelOf(DeepBoltzmannMachine dbm) => new(Kind, dbm, null);

    private static DbmModel Trained(DbmSettings settings, DataSplits data)
    {
        Training training = Kind.Prepare(Kind.Effective(settings), TrainingData.Of(data), Device.Default);
        training.Run([], cancel: Token);
        return (DbmModel)training.Model;
    }
}
