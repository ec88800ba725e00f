using System.Text;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;

namespace Harmonium.Tests.Storage;

public sealed class PowerCutTests
{
    private const string Root = "/runs/rbm-letters-1";
    private static readonly long[] _steps = [10, 20, 30, 40];

    [Theory]
    [InlineData(Survival.Nothing)]
    [InlineData(Survival.NamesOnly)]
    [InlineData(Survival.NamesAndHalfTheBytes)]
    [InlineData(Survival.Everything)]
    public void After_a_power_failure_at_any_call_the_run_has_its_reported_state_and_can_continue(Survival survival)
    {
        int calls = Train(new SimulatedDisk(), new Progress());
        Assert.InRange(calls, 60, 500);
        for (int call = 1; call <= calls; call++)
        {
            SimulatedDisk disk = new() { CutAt = call };
            Progress progress = new();
            Assert.Throws<PowerCutException>(() => Train(disk, progress));
            SimulatedDisk after = disk.Restarted(survival);
            AssertStands(after, progress, $"power cut at call {call}");
            AssertGoesOn(after, progress);
        }
    }

    [Fact]
    public void After_a_failure_of_any_call_the_error_is_a_storage_error_and_nothing_reported_written_is_lost()
    {
        int calls = Train(new SimulatedDisk(), new Progress());
        for (int call = 1; call <= calls; call++)
        {
            SimulatedDisk disk = new() { FailAt = call };
            Progress progress = new();
            try
            {
                Train(disk, progress);
                Assert.True(progress.ModelIsSaved, "The failure was swallowed though something was not written.");
            }
            catch (StorageException exception)
            {
                Assert.Contains("/runs", exception.Message);
            }

            AssertStands(disk, progress, $"failure of call {call}");
            foreach (Survival survival in Enum.GetValues<Survival>())
                AssertStands(disk.Restarted(survival), progress, $"failure of call {call}, then a power cut");
            AssertGoesOn(disk, progress);
        }
    }

    [Fact]
    public void A_failed_write_can_be_tried_again_in_the_same_process()
    {
        int calls = Train(new SimulatedDisk(), new Progress()), createdAllTheSame = 0;
        for (int call = 1; call <= calls; call++)
        {
            SimulatedDisk disk = new() { FailAt = call };
            using RunFolder? run = Retried(() => RunFolder.Create(Root, Runs.Record, Runs.Clock, new RunFolderOptions { Files = disk }), disk);
            if (run is null)
            {
                // run.json existed when the last call of Create failed.
                createdAllTheSame++;
                continue;
            }

            foreach (long step in _steps)
            {
                if (Attempt(() => run.AppendMetrics(Runs.RowAt(step))))
                    run.AppendMetrics(Runs.RowAt(step));
                if (Attempt(() => run.SaveCheckpoint(Runs.CheckpointAt(step))))
                    run.SaveCheckpoint(Runs.CheckpointAt(step));
            }

            disk.FailAt = 0;
            Assert.Equal(_steps, run.View.ReadMetrics().Rows.Select(row => row.Step));
            Assert.Equal(40, run.LatestCheckpoint().Latest!.Step);
        }

        Assert.Equal(1, createdAllTheSame);

        static bool Attempt(Action action)
        {
            try
            {
                action();
                return false;
            }
            catch (StorageException)
            {
                return true;
            }
        }

        static RunFolder? Retried(Func<RunFolder> create, SimulatedDisk disk)
        {
            RunFolder? run = null;
            if (!Attempt(() => run = create()))
                return run;
            return disk.FileExists(Root + "/run.json") ? null : create();
        }
    }

    private static int Train(SimulatedDisk disk, Progress progress)
    {
        using RunFolder run = RunFolder.Create(Root, Runs.Record, Runs.Clock, new RunFolderOptions { Files = disk });
        progress.IsCreated = true;
        foreach (long step in _steps)
        {
            run.AppendMetrics(step == 30 ? Runs.RowAt(step) with { Values = new Dictionary<string, double> { ["validation"] = 1 } } : Runs.RowAt(step));
            progress.Row = step;
            run.SaveCheckpoint(Runs.CheckpointAt(step));
            progress.Checkpoint = step;
        }

        run.SaveModel(Runs.Model);
        progress.ModelIsSaved = true;
        run.Update(record => record with { State = RunState.Done });
        progress.IsDone = true;
        return disk.Calls;
    }

    private static void AssertStands(SimulatedDisk disk, Progress progress, string when)
    {
        if (!disk.FileExists(Root + "/run.json"))
        {
            Assert.False(progress.IsCreated, when);
            return;
        }

        RunView view = new(Root, disk);
        RunRecord record = view.ReadRecord();
        Assert.Equal(Runs.Record.Seed, record.Seed);
        Assert.True(record.State == RunState.Done || !progress.IsDone, when);

        CheckpointSearch search = view.LatestCheckpoint();
        Assert.True(search.Damaged.Count == 0, $"{when}: {string.Join("; ", search.Damaged)}");
        long latest = search.Latest?.Step ?? 0;
        Assert.True(latest == progress.Checkpoint || latest == progress.Checkpoint + 10, $"{when}: step {latest} after {progress.Checkpoint} was reported");
        if (search.Latest is not null)
            Assert.True(SafeTensorsBytes.AreSame(Runs.CheckpointAt(latest).State, search.Latest.State), when);

        long[] rows = [.. view.ReadMetrics().Rows.Select(row => row.Step)];
        long lastRow = rows.LastOrDefault();
        Assert.True(rows.SequenceEqual(_steps.TakeWhile(step => step <= lastRow)), when);
        Assert.True(lastRow >= progress.Row && lastRow >= latest, $"{when}: the last row is of step {lastRow}");

        if (progress.ModelIsSaved || disk.FileExists(view.ModelPath))
            Assert.Equal(SafeTensorsBytes.Written(Runs.Model.ToTensorFile()), disk.BytesOf(view.ModelPath));
    }

    private static void AssertGoesOn(SimulatedDisk disk, Progress progress)
    {
        RunFolderOptions options = new() { Files = disk };
        using RunFolder run = disk.FileExists(Root + "/run.json")
            ? RunFolder.Open(Root, Runs.Clock, options)
            : RunFolder.Create(Root, Runs.Record, Runs.Clock, options);
        Assert.DoesNotContain(disk.Paths, path => path.EndsWith(".tmp", StringComparison.Ordinal));
        long reached = run.LatestCheckpoint().Latest?.Step ?? 0;
        Assert.True(reached >= progress.Checkpoint);
        run.KeepMetricsUpTo(reached);
        foreach (long step in _steps.Where(step => step > reached))
        {
            run.AppendMetrics(Runs.RowAt(step));
            run.SaveCheckpoint(Runs.CheckpointAt(step));
        }

        Assert.Equal(_steps, run.View.ReadMetrics().Rows.Select(row => row.Step));
        Assert.Equal(40, run.LatestCheckpoint().Latest!.Step);
        Assert.EndsWith("\n", Encoding.UTF8.GetString(disk.BytesOf(Root + "/metrics.csv")));
    }

    private sealed class Progress
    {
        public bool IsCreated { get; set; }

        public long Row { get; set; }

        public long Checkpoint { get; set; }

        public bool ModelIsSaved { get; set; }

        public bool IsDone { get; set; }
    }
}
