using Harmonium.Data;
using Harmonium.Learning;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Tests.Storage;

namespace Harmonium.Tests.Runs;

/// <summary>The guarantees for every registered kind, and for a kind that a user adds.</summary>
public sealed class KindTests
{
    private static readonly ModelKinds _kinds = new([.. ModelKinds.BuiltIn.All, new ToyKind()]);
    private static readonly RunFolderOptions _keepAll = new() { KeepCheckpoints = 1000 };

    public static TheoryData<string> EveryKind => [.. _kinds.All.Select(kind => kind.Name)];

    [Theory, MemberData(nameof(EveryKind))]
    public void The_same_settings_and_data_give_the_same_bytes_for_any_number_of_threads(string name)
    {
        using TemporaryFolder folder = new();
        ModelKind kind = _kinds.Find(name)!;
        // Large enough for products to use several threads.
        KindSettings settings = SmallSettings.Of(kind, hidden: 128, batch: 60);
        string[] models = [.. ((int[])[1, 1, 2, 3])
            .Select((threads, i) => ModelOf(folder.At($"{i}"), kind.Prepare(settings, SmallData.For(kind.Data), new CpuDevice(threads))))];
        Assert.Single(models.Distinct());
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Training_changes_the_model_and_another_seed_makes_another_one(string name)
    {
        using TemporaryFolder folder = new();
        ModelKind kind = _kinds.Find(name)!;
        Training one = Prepared(kind), other = kind.Prepare(SmallSettings.Of(kind) with { Seed = 2 }, SmallData.For(kind.Data), Device.Default);
        string start = FolderTraining.ParametersSha256(one.Model);
        string first = ModelOf(folder.At("one"), one);
        Assert.NotEqual(start, FolderTraining.ParametersSha256(one.Model));
        Assert.NotEqual(first, ModelOf(folder.At("other"), other));
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Killed_after_any_checkpoint_and_resumed_a_run_ends_with_the_same_bytes_and_metrics(string name)
    {
        using TemporaryFolder folder = new();
        ModelKind kind = _kinds.Find(name)!;
        string whole = folder.At("whole");
        FolderTraining.Run(whole, Prepared(kind), options: _keepAll);
        string[] checkpoints = [.. Directory.GetFiles(Path.Combine(whole, "checkpoints")).Order(StringComparer.Ordinal)];
        Assert.Equal(new RunView(whole).LatestCheckpoint().Latest!.Step, checkpoints.Length);
        for (int kept = 0; kept < checkpoints.Length; kept++)
        {
            string killed = folder.At($"killed-after-{kept}");
            CopyAsKilled(whole, killed, checkpoints[..kept]);
            FolderTraining.Run(killed, Prepared(kind));
            Assert.Equal((kept, FolderTraining.ModelSha256(whole)), (kept, FolderTraining.ModelSha256(killed)));
            Assert.Equal(MetricsOf(whole), MetricsOf(killed));
        }
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Canceled_after_any_step_or_stage_and_resumed_a_run_ends_with_the_same_bytes_and_metrics(string name)
    {
        using TemporaryFolder folder = new();
        ModelKind kind = _kinds.Find(name)!;
        string whole = folder.At("whole");
        TrainingOutcome outcome = FolderTraining.Run(whole, Prepared(kind));
        int stages = Prepared(kind).Stages.Count;
        for (int after = 1; after < outcome.End.Steps; after++)
        {
            string path = folder.At($"step-{after}");
            TrainingOutcome canceled = FolderTraining.Run(path, Prepared(kind), cancelAfter: after);
            Assert.Equal((StopReason.Canceled, after), (canceled.End.Reason, (int)canceled.End.Steps));
            Assert.Equal(RunState.Interrupted, new RunView(path).ReadRecord().State);
            Resume(path);
        }

        for (int stage = 0; stage < stages; stage++)
        {
            string path = folder.At($"stage-{stage}");
            using CancellationTokenSource cancel = new();
            using (RunFolder run = RunFolder.Create(path, TrainingRun.RecordOf(Prepared(kind), "data", new Dictionary<string, string>()), TimeProvider.System))
            {
                TrainingEnd end = new TrainingRun(run, Prepared(kind), TimeProvider.System).Run([new CancelAtStart(stage, cancel)], cancel: cancel.Token).End;
                Assert.Equal((StopReason.Canceled, stage), (end.Reason, end.Stage));
            }

            Resume(path);
        }

        void Resume(string path)
        {
            Assert.Equal(outcome.End, FolderTraining.Run(path, Prepared(kind)).End);
            Assert.Equal((path, FolderTraining.ModelSha256(whole)), (path, FolderTraining.ModelSha256(path)));
            Assert.Equal(MetricsOf(whole), MetricsOf(path));
        }
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void A_model_that_is_read_back_is_the_same_in_description_parameters_and_everything_that_it_can_do(string name)
    {
        using TemporaryFolder folder = new();
        ModelKind kind = _kinds.Find(name)!;
        Training training = Prepared(kind);
        FolderTraining.Run(folder.At("run"), training);
        StoredModel read = _kinds.Open(new RunView(folder.At("run")).ModelPath, Device.Default);

        Assert.Same(kind, read.Model.Kind);
        Assert.Equal(training.Model.Describe().GetRawText(), read.Model.Describe().GetRawText());
        // The interval of checkpoints is not a setting of the model.
        Assert.Equal(kind.Settings.Write(training.Settings).GetRawText().Replace(",\"checkpointSteps\":1", "", StringComparison.Ordinal),
            kind.Settings.Write(read.Settings).GetRawText());
        Assert.Equal(training.Model.Parameters.Select(parameter => parameter.Name), read.Model.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(FolderTraining.ParametersSha256(training.Model), FolderTraining.ParametersSha256(read.Model));
        Assert.Equal(training.Model.Shape, read.Model.Shape);
        Assert.Equal(training.Model.Parts, read.Model.Parts);
        Assert.Equal(training.Model.Filters.Select(bank => bank.Name), read.Model.Filters.Select(bank => bank.Name));
        foreach (((ModelParts part, Func<double[]> before), (_, Func<double[]> after)) in ModelOutputs.Of(training.Model, training.Data)
            .Zip(ModelOutputs.Of(read.Model, training.Data)))
        {
            double[] expected = before();
            Assert.NotEmpty(expected);
            Assert.Equal((part, string.Join(' ', expected)), (part, string.Join(' ', after())));
        }
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void A_trained_model_can_do_something_and_nothing_that_its_kind_does_not_name(string name)
    {
        using TemporaryFolder folder = new();
        ModelKind kind = _kinds.Find(name)!;
        Training training = Prepared(kind);
        FolderTraining.Run(folder.At("run"), training);
        Assert.NotEqual(ModelParts.None, training.Model.Parts);
        Assert.Equal(ModelParts.None, training.Model.Parts & ~kind.Parts);
        Assert.Equal(training.Model.Parts, ModelOutputs.Of(training.Model, training.Data).Aggregate(ModelParts.None, (parts, each) => parts | each.Part));
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void Data_that_do_not_fit_are_refused_in_words_by_every_part_and_by_the_run(string name)
    {
        using TemporaryFolder folder = new();
        ModelKind kind = _kinds.Find(name)!;
        Training training = Prepared(kind);
        FolderTraining.Run(folder.At("run"), training);
        TrainingData misfit = SmallData.Misfit(kind.Data);
        foreach ((ModelParts part, Func<double[]> output) in ModelOutputs.Of(training.Model, misfit))
        {
            Exception? refused = Record.Exception(() => output());
            Assert.True(refused is ArgumentException or DataFileException && refused.Message.Length > 20,
                $"{part}: {refused?.GetType().Name} {refused?.Message}");
        }

        using RunFolder run = RunFolder.Open(folder.At("run"), TimeProvider.System);
        run.Update(record => record with { DataFingerprint = misfit.Fingerprint });
        Assert.Contains("is not the data that the run started with",
            Assert.Throws<DataFileException>(() => new TrainingRun(run, Prepared(kind), TimeProvider.System)).Message);
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void An_observer_that_fails_at_every_call_costs_nothing_and_is_reported_once(string name)
    {
        using TemporaryFolder folder = new();
        ModelKind kind = _kinds.Find(name)!;
        string whole = ModelOf(folder.At("whole"), Prepared(kind));
        foreach (string call in (string[])["every", nameof(TrainingObserver.WantsToStop), nameof(TrainingObserver.AfterStep),
            nameof(TrainingObserver.AfterEpoch), nameof(TrainingObserver.StageEnds), nameof(TrainingObserver.AtEnd)])
        {
            List<string> warnings = [];
            FolderTraining.Run(folder.At(call), Prepared(kind), watchers: [new Failing(call)], warn: warnings.Add);
            Assert.Equal((call, whole), (call, FolderTraining.ModelSha256(folder.At(call))));
            Assert.Contains(Failing.Reason, Assert.Single(warnings));
        }
    }

    [Theory, MemberData(nameof(EveryKind))]
    public void A_run_that_is_held_is_given_to_nobody_else(string name)
    {
        using TemporaryFolder folder = new();
        ModelKind kind = _kinds.Find(name)!;
        string path = folder.At("run");
        Second second = new(path, () => Prepared(kind));
        FolderTraining.Run(path, Prepared(kind), watchers: [second]);
        Assert.Contains($"in use by process {Environment.ProcessId}", Assert.IsType<StorageException>(second.Refusal).Message);
        Assert.Equal(RunState.Done, new RunView(path).ReadRecord().State);
    }

    private static Training Prepared(ModelKind kind) => kind.Prepare(SmallSettings.Of(kind), SmallData.For(kind.Data), Device.Default);

    private static string ModelOf(string path, Training training)
    {
        FolderTraining.Run(path, training);
        return FolderTraining.ModelSha256(path);
    }

    /// <summary>Copies a run folder as it is after a kill following the last of the given checkpoints.</summary>
    private static void CopyAsKilled(string run, string killed, string[] checkpoints)
    {
        Directory.CreateDirectory(Path.Combine(killed, "checkpoints"));
        Directory.CreateDirectory(Path.Combine(killed, "figures"));
        foreach (string file in (string[])["run.json", "metrics.csv"])
            File.Copy(Path.Combine(run, file), Path.Combine(killed, file));
        foreach (string checkpoint in checkpoints)
            File.Copy(checkpoint, Path.Combine(killed, "checkpoints", Path.GetFileName(checkpoint)));
        using RunFolder folder = RunFolder.Open(killed, TimeProvider.System);
        folder.Update(record => record with { State = RunState.Running, ModelSha256 = null });
    }

    /// <summary>Returns the metrics without the time, which differs between runs.</summary>
    private static string MetricsOf(string run)
    {
        string[][] lines = [.. File.ReadAllLines(Path.Combine(run, "metrics.csv")).Select(line => line.Split(','))];
        int seconds = Array.IndexOf(lines[0], "seconds");
        Assert.True(seconds >= 0 && lines.Length > 1);
        return string.Join('\n', lines.Select(line => string.Join(',', line.Where((_, column) => column != seconds))));
    }

    private sealed class CancelAtStart(int stage, CancellationTokenSource cancel) : TrainingObserver
    {
        public override void StageBegins(StageStart begun)
        {
            if (begun.Number == stage)
                cancel.Cancel();
        }
    }

    private sealed class Failing(string call) : TrainingObserver
    {
        internal const string Reason = "the picture cannot be drawn";

        public override bool WantsToStop => Fails(nameof(WantsToStop)) ? throw new InvalidOperationException(Reason) : false;

        public override void StageBegins(StageStart stage) => Fail(nameof(StageBegins));

        public override void StageEnds(StageStart stage) => Fail(nameof(StageEnds));

        public override void AfterStep(TrainingStep step) => Fail(nameof(AfterStep));

        public override void AfterEpoch(TrainingEpoch epoch) => Fail(nameof(AfterEpoch));

        public override void AtEnd(TrainingTime time, Learner learner, StopReason reason) => Fail(nameof(AtEnd));

        private bool Fails(string at) => call == at || call == "every";

        private void Fail(string at)
        {
            if (Fails(at))
                throw new InvalidOperationException(Reason);
        }
    }

    /// <summary>Tries to open the run while it is training.</summary>
    private sealed class Second(string path, Func<Training> training) : TrainingObserver
    {
        internal Exception? Refusal { get; private set; }

        public override void AfterStep(TrainingStep step) => Refusal ??= Record.Exception(() => FolderTraining.Run(path, training()));
    }
}
