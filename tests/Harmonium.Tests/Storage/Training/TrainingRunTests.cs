using System.Security.Cryptography;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Exact;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs;
using Harmonium.Storage.Folders;
using Harmonium.Storage.Metrics;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Tests.Storage.Training;

public sealed class TrainingRunTests
{
    /// <summary>Ten steps an epoch, with something of everything that has a state: momentum, offsets, sparsity, averages, stopping.</summary>
    private static readonly RbmTrainingSettings _settings = new()
    {
        Hidden = 6,
        Batch = 10,
        Epochs = 5,
        Chains = 12,
        Momentum = 0.5,
        SparsityTarget = 0.2,
        AverageFrom = 0.5,
        Patience = 3,
        LearningRate = 0.1,
        CheckpointSteps = 7,
    };

    public static TheoryData<string, RbmTrainingSettings> EveryMethod => new()
    {
        { "pcd with everything", _settings },
        { "plain cd", _settings with { Method = "cd", K = 2, Offsets = OffsetKind.None, Momentum = 0, SparsityTarget = null, AverageFrom = null, Patience = null } },
        { "adam, enhanced", _settings with { Optimiser = OptimiserKind.Adam, Offsets = OffsetKind.Enhanced, LearningRate = 0.01, LearningRateDecay = LearningRateDecay.InverseTime } },
        { "exact, nesterov, static", _settings with { Method = "exact", Optimiser = OptimiserKind.Nesterov, Binarise = Binarisation.Static, LearningRateDecay = LearningRateDecay.Exponential } },
        { "fast weights", _settings with { Method = "fpcd", FastLearningRate = 0.2 } },
        { "parallel tempering", _settings with { Method = "pt", Temperatures = 4, Chains = 20 } },
        { "trajectory tempering, guarded", _settings with { Method = "ptt", Chains = 20, LeastEffectiveShare = 0.6 } },
        { "mean field", _settings with { Method = "mean-field", Chains = 10 } },
        { "second order", _settings with { Method = "tap", K = 3, Chains = 10 } },
        { "last batch smaller", _settings with { Batch = 40, L1 = 1e-4, L2 = 1e-3, MaximumNorm = 2, InitialMomentum = 0.2, MomentumEpoch = 2 } },
    };

    [Theory]
    [MemberData(nameof(EveryMethod))]
    public void A_run_that_is_stopped_again_and_again_ends_with_the_bytes_of_one_that_is_not(string name, RbmTrainingSettings settings)
    {
        using TemporaryFolder folder = new();
        string whole = ModelOf(folder.At("whole"), settings);
        RandomStream random = RandomStream.For(3, Purpose.General);
        string path = folder.At("stopped");
        for (uint sitting = 0; ; sitting++)
        {
            int steps = 1 + (int)(random.Block(0, sitting).A % 17);
            if (Train(path, settings, cancelAfter: steps).Reason != StopReason.Cancelled)
                break;
        }

        Assert.Equal(whole, Sha256(path), ignoreCase: false);
        Assert.True(new RunView(path).ReadMetrics().Rows.Select(row => row.Epoch).SequenceEqual(new RunView(folder.At("whole")).ReadMetrics().Rows.Select(row => row.Epoch)), name);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_model_is_the_same_for_any_number_of_threads(int threads)
    {
        using TemporaryFolder folder = new();
        Assert.Equal(ModelOf(folder.At("one"), _settings), ModelOf(folder.At("many"), _settings, new CpuDevice(threads)));
    }

    [Fact]
    public void A_training_learns_the_bars()
    {
        using TemporaryFolder folder = new();
        RbmTrainingSettings settings = _settings with { Hidden = 8, Epochs = 300, LearningRate = 0.2, SparsityTarget = null, Patience = null, CheckpointSteps = null, CheckpointEvery = 300 };
        Train(folder.At("run"), settings);
        Rbm rbm = RbmFile.Read(new RunView(folder.At("run")).ModelPath);
        VisibleData data = new(BarsData.Parts(train: 400, seed: 2).Train, Binarisation.Sampled);
        double likelihood = LikelihoodReport.Of(rbm, LogPartitionEstimate.FromExact(ExactPartition.Of(rbm.Machine, cancel: TestContext.Current.CancellationToken).LogPartition), data).LogLikelihood.Exact!.Value;
        double baseline = IndependentUnits.MeanLogLikelihood(rbm.Visible.Units, data, data);
        // 16 ln 2 = 11.1 nats of independent pixels; 5 ln 2 of bars and direction with 3.2 of noise are 6.6, the best there is.
        Assert.True(likelihood > baseline + 2, $"{likelihood} nats against {baseline} of independent pixels");
    }

    [Fact]
    public void Observers_change_nothing_and_checkpoints_neither()
    {
        using TemporaryFolder folder = new();
        RbmTrainingSettings rare = _settings with { CheckpointSteps = null, CheckpointEvery = 100 };
        string plain = Parameters(folder.At("plain"), rare, []);
        Assert.Equal(plain, Parameters(folder.At("watched"), rare, [new Curious()]));
        Assert.Equal(plain, Parameters(folder.At("saved"), rare with { CheckpointSteps = 1 }, []));
    }

    [Fact]
    public void A_training_that_diverges_stops_at_its_step_and_leaves_the_checkpoint_as_it_was()
    {
        using TemporaryFolder folder = new();
        string path = folder.At("run");
        Train(path, _settings, cancelAfter: 9);
        string[] before = Checkpoints(path);
        DivergedException diverged = Assert.Throws<DivergedException>(() => Train(path, _settings with { LearningRate = 1e6 }));
        Assert.Equal(10, diverged.Step);
        Assert.Equal(before, Checkpoints(path));
        RunRecord record = new RunView(path).ReadRecord();
        Assert.Equal(RunState.Diverged, record.State);
        Assert.Contains("step 10", record.Message);
        Assert.Null(record.ModelSha256);
        Train(path, _settings);
        Assert.Equal(ModelOf(folder.At("calm"), _settings), Sha256(path));
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(1.5f, "1.5")]
    [InlineData(-0.01f, "-0.01")]
    public void A_value_that_is_no_probability_is_refused_with_its_place(float value, string word)
    {
        DataParts parts = new(BarsData.Set(20, RandomStream.For(1, Purpose.General), spoilt: value), null, null);
        DataFileException refused = Assert.Throws<DataFileException>(() => new RbmTraining(_settings with { Patience = null }, parts, Device.Default));
        Assert.Contains("example 8", refused.Message);
        Assert.Contains("column 4", refused.Message);
        Assert.Contains(word, refused.Message);
    }

    [Fact]
    public void Other_data_than_the_run_began_with_are_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder.At("run");
        Train(path, _settings, cancelAfter: 9);
        using RunFolder run = RunFolder.Open(path, TimeProvider.System);
        Assert.Contains("began with", Assert.Throws<DataFileException>(() =>
            new TrainingRun(run, new RbmTraining(_settings, BarsData.Parts(seed: 2), Device.Default), TimeProvider.System)).Message);
    }

    [Fact]
    public void A_checkpoint_of_another_size_of_machine_is_refused_in_words()
    {
        using TemporaryFolder folder = new();
        string path = folder.At("run");
        Train(path, _settings, cancelAfter: 9);
        Assert.Contains("does not fit its settings", Assert.Throws<ModelFileException>(() => Train(path, _settings with { Hidden = 7 })).Message);
    }

    [Fact]
    public void More_epochs_go_on_from_the_end()
    {
        using TemporaryFolder folder = new();
        string path = folder.At("run");
        // A constant rate, because a decaying one depends on where the end is.
        RbmTrainingSettings constant = _settings with { LearningRateDecay = LearningRateDecay.Constant, AverageFrom = null, Patience = null };
        Train(path, constant with { Epochs = 2 });
        TrainingOutcome outcome = Train(path, constant);
        Assert.Equal((StopReason.Completed, 5, 45L), (outcome.Reason, outcome.Epochs, outcome.Steps));
        Assert.Equal(ModelOf(folder.At("whole"), constant), outcome.ModelSha256);
    }

    [Fact]
    public void Early_stopping_keeps_the_best_epoch()
    {
        using TemporaryFolder folder = new();
        // Far too large a rate without decay: held-out pseudo-likelihood gets worse sooner or later.
        RbmTrainingSettings settings = _settings with { LearningRate = 2, LearningRateDecay = LearningRateDecay.Constant, Epochs = 200, Patience = 2, SparsityTarget = null, AverageFrom = null };
        TrainingOutcome outcome = Train(folder.At("run"), settings);
        Assert.Equal(StopReason.StoppedEarly, outcome.Reason);
        MetricsTable metrics = new RunView(folder.At("run")).ReadMetrics();
        int best = metrics.Rows.MaxBy(row => (float)row.Values["validationPseudoLogLikelihood"])!.Epoch;
        Assert.Equal(best + 2, outcome.Epochs);
        Train(folder.At("best"), settings with { Epochs = best, Patience = null });
        Assert.Equal(Numbers(RbmFile.Read(new RunView(folder.At("best")).ModelPath)), Numbers(RbmFile.Read(new RunView(folder.At("run")).ModelPath)));
    }

    private static string ModelOf(string path, RbmTrainingSettings settings, Device? device = null)
    {
        Assert.Equal(Train(path, settings, device: device).ModelSha256, Sha256(path));
        return Sha256(path);
    }

    private static string Parameters(string path, RbmTrainingSettings settings, IReadOnlyList<TrainingObserver> watchers)
    {
        Train(path, settings, watchers: watchers);
        return Numbers(RbmFile.Read(new RunView(path).ModelPath));
    }

    private static string Numbers(Rbm rbm) => new TensorFile(rbm.Machine.Parameters.ToDictionary(p => p.Name, p => p.Values), new Dictionary<string, string>()).Sha256();

    private static string Sha256(string run) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(new RunView(run).ModelPath)));

    private static string[] Checkpoints(string run) =>
        [.. Directory.GetFiles(Path.Combine(run, "checkpoints")).Order().Select(file => $"{Path.GetFileName(file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}")];

    private static TrainingOutcome Train(
        string path, RbmTrainingSettings settings, int? cancelAfter = null, Device? device = null, IReadOnlyList<TrainingObserver>? watchers = null)
    {
        RbmTraining training = new(settings, BarsData.Parts(), device ?? Device.Default);
        using RunFolder folder = Directory.Exists(path)
            ? RunFolder.Open(path, TimeProvider.System)
            : RunFolder.Create(path, TrainingRun.RecordOf(training, "bars", new Dictionary<string, string>()), TimeProvider.System);
        using CancellationTokenSource cancel = new();
        TrainingObserver[] all = [.. watchers ?? [], .. cancelAfter is { } steps ? [new Canceller(cancel, steps)] : Array.Empty<TrainingObserver>()];
        return new TrainingRun(folder, training, TimeProvider.System).Run(all, cancel.Token);
    }

    private sealed class Canceller(CancellationTokenSource cancel, int steps) : TrainingObserver
    {
        private int _seen;

        public override void AfterStep(TrainingStep step)
        {
            if (++_seen == steps)
                cancel.Cancel();
        }
    }

    /// <summary>Looks at everything that an observer can see.</summary>
    private sealed class Curious : TrainingObserver
    {
        public override void AfterStep(TrainingStep step) => Assert.All(step.Learner.State, pair => Assert.True(pair.Value.Count >= 0));

        public override void AfterEpoch(TrainingEpoch epoch)
        {
            Rbm rbm = Rbm.OfBernoulli(2, 2);
            rbm.SampleHiddenFrom(States.Dense(Tensor.Zeros(3, 2)), RandomStream.For(1, Purpose.Gibbs, epoch.Time.Step));
            Assert.All(epoch.Learner.Parameters, parameter => Assert.True(float.IsFinite(parameter.Values.LargestMagnitude())));
        }
    }
}
