using System.Security.Cryptography;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Errors;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Exact;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.Folders;
using Harmonium.Storage.Metrics;
using Harmonium.Storage.TensorFiles;
using Harmonium.Tests.Storage;

namespace Harmonium.Tests.Runs;

public sealed class TrainingRunTests
{
    /// <summary>Settings with ten steps per epoch and every component that has a state: momentum, offsets, sparsity, averaging, early stopping.</summary>
    private static readonly RbmSettings _settings = new()
    {
        Hidden = 6,
        Schedule = new() { Batch = 10, Epochs = 5, Patience = 3, CheckpointSteps = 7 },
        Optimizer = new() { Momentum = 0.5, AverageFrom = 0.5, LearningRate = 0.1 },
        Energy = new() { Chains = 12, SparsityTarget = 0.2 },
    };

    public static TheoryData<string, RbmSettings> EveryMethod => new()
    {
        { "pcd with everything", _settings },
        { "plain cd",
            Changed(s => s with { Patience = null }, o => o with { Momentum = 0, AverageFrom = null }, e =>
                e with { Method = "cd", K = 2, Offsets = OffsetKind.None, SparsityTarget = null }) },
        {
            "adam, enhanced",
            Changed(null, o => o with { Optimizer = OptimizerKind.Adam, LearningRate = 0.01, LearningRateSchedule = LearningRateSchedule.InverseTime }, e =>
                e with { Offsets = OffsetKind.Enhanced })
        },
        {
            "exact, nesterov, static",
            Changed(null, o => o with { Optimizer = OptimizerKind.Nesterov, LearningRateSchedule = LearningRateSchedule.Exponential }, e =>
                e with { Method = "exact" }) with { Binarize = Binarization.Static }
        },
        { "fast weights", Changed(null, null, e => e with { Method = "fpcd", FastLearningRate = 0.2 }) },
        { "parallel tempering", Changed(null, null, e => e with { Method = "pt", Temperatures = 4, Chains = 20 }) },
        { "trajectory tempering, guarded", Changed(null, null, e => e with { Method = "ptt", Chains = 20, LeastEffectiveShare = 0.6 }) },
        { "mean field", Changed(null, null, e => e with { Method = "mean-field", Chains = 10 }) },
        { "second order", Changed(null, null, e => e with { Method = "tap", K = 3, Chains = 10 }) },
        { "last batch smaller",
            Changed(s => s with { Batch = 40 }, o => o with { L1 = 1e-4, L2 = 1e-3, MaximumNorm = 2, InitialMomentum = 0.2, MomentumEpoch = 2 }) },
    };

    [Theory]
    [MemberData(nameof(EveryMethod))]
    public void A_run_that_is_stopped_again_and_again_ends_with_the_bytes_of_one_that_is_not(string name, RbmSettings settings)
    {
        using TemporaryFolder folder = new();
        string whole = ModelOf(folder.At("whole"), settings);
        RandomStream random = RandomStream.For(3, Purpose.General);
        string path = folder.At("stopped");
        for (uint sitting = 0; ; sitting++)
        {
            int steps = 1 + (int)(random.Block(0, sitting).A % 17);
            if (Train(path, settings, cancelAfter: steps).End.Reason != StopReason.Canceled)
                break;
        }

        Assert.Equal(whole, FolderTraining.ModelSha256(path), ignoreCase: false);
        Assert.True(new RunView(path).ReadMetrics().Rows.Select(row => row.Epoch)
            .SequenceEqual(new RunView(folder.At("whole")).ReadMetrics().Rows.Select(row => row.Epoch)), name);
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
        RbmSettings longer = Changed(
            s => s with { Epochs = 300, Patience = null, CheckpointSteps = null, CheckpointEvery = 300 },
            o => o with { LearningRate = 0.2 },
            e => e with { SparsityTarget = null });
        RbmSettings settings = longer with { Hidden = 8 };
        Train(folder.At("run"), settings);
        RestrictedBoltzmannMachine rbm = ((RbmModel)ModelOf(folder.At("run"))).Rbm;
        VisibleData data = new(BarsData.Parts(train: 400, seed: 2).Train, Binarization.Sampled);
        double likelihood = LikelihoodReport.Of(rbm,
            LogPartitionEstimate.FromExact(ExactPartition.Of(rbm.Machine, cancel: TestContext.Current.CancellationToken).LogPartition), data)
                .LogLikelihood.Exact!.Value;
        double baseline = IndependentUnits.MeanLogLikelihood(rbm.Visible.Units, data, data);
        // Independent pixels give 16 ln 2 = 11.1 nats. The optimum is 6.6 nats: 5 ln 2 for bars and direction, and 3.2 for noise.
        Assert.True(likelihood > baseline + 2, $"{likelihood} nats against {baseline} of independent pixels");
    }

    [Fact]
    public void Observers_change_nothing_and_checkpoints_neither()
    {
        using TemporaryFolder folder = new();
        RbmSettings rare = Changed(s => s with { CheckpointSteps = null, CheckpointEvery = 100 });
        string plain = Parameters(folder.At("plain"), rare, []);
        Assert.Equal(plain, Parameters(folder.At("watched"), rare, [new ReadEverything()]));
        Assert.Equal(plain, Parameters(folder.At("saved"), rare with { Schedule = rare.Schedule with { CheckpointSteps = 1 } }, []));
    }

    [Fact]
    public void A_training_that_diverges_stops_at_its_step_and_leaves_the_checkpoint_as_it_was()
    {
        using TemporaryFolder folder = new();
        string path = folder.At("run");
        Train(path, _settings, cancelAfter: 9);
        string[] before = Checkpoints(path);
        DivergedException diverged = Assert.Throws<DivergedException>(() => Train(path, Changed(null, o => o with { LearningRate = 1e6 })));
        Assert.Equal(10, diverged.Step);
        Assert.Equal(before, Checkpoints(path));
        RunRecord record = new RunView(path).ReadRecord();
        Assert.Equal(RunState.Diverged, record.State);
        Assert.Contains("step 10", record.Message);
        Assert.Null(record.ModelSha256);
        Train(path, _settings);
        Assert.Equal(ModelOf(folder.At("calm"), _settings), FolderTraining.ModelSha256(path));
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(1.5f, "1.5")]
    [InlineData(-0.01f, "-0.01")]
    public void A_value_that_is_no_probability_is_refused_with_its_place(float value, string word)
    {
        DataSplits parts = new(BarsData.Set(20, RandomStream.For(1, Purpose.General), spoilt: value), null, null);
        DataFileException refused = Assert.Throws<DataFileException>(() => Prepared(Changed(s => s with { Patience = null }), parts));
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
        Assert.Contains("started with", Assert.Throws<DataFileException>(() =>
            new TrainingRun(run, Prepared(_settings, BarsData.Parts(seed: 2)), TimeProvider.System)).Message);
    }

    [Fact]
    public void A_checkpoint_of_another_size_of_machine_is_refused_in_words()
    {
        using TemporaryFolder folder = new();
        string path = folder.At("run");
        Train(path, _settings, cancelAfter: 9);
        Assert.Contains("does not fit the settings", Assert.Throws<ModelFileException>(() => Train(path, _settings with { Hidden = 7 })).Message);
    }

    [Fact]
    public void More_epochs_go_on_from_the_end()
    {
        using TemporaryFolder folder = new();
        string path = folder.At("run");
        // A constant rate, because other schedules depend on the number of epochs.
        RbmSettings constant = Changed(s => s with { Patience = null }, o =>
            o with { LearningRateSchedule = LearningRateSchedule.Constant, AverageFrom = null });
        Train(path, constant with { Schedule = constant.Schedule with { Epochs = 2 } });
        TrainingOutcome outcome = Train(path, constant);
        Assert.Equal((StopReason.Completed, 5, 45L), (outcome.End.Reason, outcome.End.Epochs, outcome.End.Steps));
        Assert.Equal(ModelOf(folder.At("whole"), constant), outcome.ModelSha256);
    }

    [Fact]
    public void Early_stopping_keeps_the_best_epoch()
    {
        using TemporaryFolder folder = new();
        // With a large constant learning rate, the validation pseudo-likelihood decreases at some point.
        RbmSettings settings = Changed(
            s => s with { Epochs = 200, Patience = 2 }, o =>
                o with { LearningRate = 2, LearningRateSchedule = LearningRateSchedule.Constant, AverageFrom = null }, e => e with { SparsityTarget = null });
        TrainingOutcome outcome = Train(folder.At("run"), settings);
        Assert.Equal(StopReason.StoppedEarly, outcome.End.Reason);
        MetricsTable metrics = new RunView(folder.At("run")).ReadMetrics();
        int best = metrics.Rows.MaxBy(row => (float)row.Values["validationPseudoLogLikelihood"])!.Epoch;
        Assert.Equal(best + 2, outcome.End.Epochs);
        Train(folder.At("best"), settings with { Schedule = settings.Schedule with { Epochs = best, Patience = null } });
        Assert.Equal(FolderTraining.ParametersSha256(ModelOf(folder.At("best"))), FolderTraining.ParametersSha256(ModelOf(folder.At("run"))));
    }

    private static RbmSettings Changed(
        Func<ScheduleSettings, ScheduleSettings>? schedule, Func<OptimizerSettings, OptimizerSettings>? optimizer = null,
        Func<EnergySettings, EnergySettings>? energy = null) => _settings with
        {
            Schedule = schedule?.Invoke(_settings.Schedule) ?? _settings.Schedule,
            Optimizer = optimizer?.Invoke(_settings.Optimizer) ?? _settings.Optimizer,
            Energy = energy?.Invoke(_settings.Energy) ?? _settings.Energy,
        };

    private static string ModelOf(string path, RbmSettings settings, Device? device = null)
    {
        Assert.Equal(Train(path, settings, device: device).ModelSha256, FolderTraining.ModelSha256(path));
        return FolderTraining.ModelSha256(path);
    }

    private static TrainedModel ModelOf(string path) => ModelKinds.BuiltIn.Open(new RunView(path).ModelPath, Device.Default).Model;

    private static string Parameters(string path, RbmSettings settings, IReadOnlyList<TrainingObserver> watchers)
    {
        Train(path, settings, watchers: watchers);
        return FolderTraining.ParametersSha256(ModelOf(path));
    }

    private static string[] Checkpoints(string run) =>
        [.. Directory.GetFiles(Path.Combine(run, "checkpoints")).Order()
            .Select(file => $"{Path.GetFileName(file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}")];

    private static TrainingOutcome Train(
        string path, RbmSettings settings, int? cancelAfter = null, Device? device = null, IReadOnlyList<TrainingObserver>? watchers = null) =>
        FolderTraining.Run(path, Prepared(settings, BarsData.Parts(), device), cancelAfter, watchers);

    private static Training Prepared(RbmSettings settings, DataSplits parts, Device? device = null)
    {
        RbmKind kind = ModelKinds.BuiltIn.Get<RbmKind>();
        RbmSettings effective = (RbmSettings)kind.Effective(settings);
        return kind.Prepare(effective, effective.Data.Limited(parts, effective.Seed), device ?? Device.Default);
    }

    /// <summary>Reads everything that an observer can access.</summary>
    private sealed class ReadEverything : TrainingObserver
    {
        public override void AfterStep(TrainingStep step) => Assert.All(step.Learner.State, pair => Assert.True(pair.Value.Count >= 0));

        public override void AfterEpoch(TrainingEpoch epoch)
        {
            RestrictedBoltzmannMachine rbm = RestrictedBoltzmannMachine.OfBernoulli(2, 2);
            rbm.SampleHiddenFrom(States.Dense(Tensor.Zeros(3, 2)), RandomStream.For(1, Purpose.Gibbs, epoch.Time.Step));
            Assert.All(epoch.Learner.Parameters, parameter => Assert.True(float.IsFinite(parameter.Values.LargestMagnitude())));
        }
    }
}
