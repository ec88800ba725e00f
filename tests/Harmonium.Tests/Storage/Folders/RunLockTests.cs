using System.Diagnostics;
using System.Globalization;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;

namespace Harmonium.Tests.Storage.Folders;

public sealed class RunLockTests
{
    [Fact]
    public async Task A_second_process_is_refused_with_the_owner_of_the_lock_until_the_first_is_killed()
    {
        using TemporaryFolder folder = new();
        RunFolder.Create(folder.Path, Runs.Record, Runs.Clock).Dispose();
        RunView view = new(folder.Path);
        Assert.False(view.IsHeld());

        using Process first = ChildProcess.Start(ChildProcess.Holder, folder.Path);
        Assert.Equal("held", await ReadLine(first));
        Assert.True(view.IsHeld());

        StorageException refused = Assert.Throws<StorageException>(() => RunFolder.Open(folder.Path, Runs.Clock));
        Assert.Contains($"in use by process {first.Id} on {Environment.MachineName}", refused.Message);
        using (Process second = ChildProcess.Start(ChildProcess.Holder, folder.Path))
        {
            Assert.Contains($"in use by process {first.Id} ", await ReadLine(second));
            await second.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(1, second.ExitCode);
        }

        Assert.Throws<StorageException>(() => RunFolder.Create(folder.Path, Runs.Record, Runs.Clock));
        await Kill(first);
        Assert.False(view.IsHeld());
        RunFolder.Open(folder.Path, Runs.Clock).Dispose();
    }

    [Fact]
    public void The_same_process_cannot_hold_a_run_twice_but_can_read_it()
    {
        using TemporaryFolder folder = new();
        using (RunFolder run = RunFolder.Create(folder.Path, Runs.Record, Runs.Clock))
        {
            Assert.Throws<StorageException>(() => RunFolder.Open(folder.Path, Runs.Clock));
            Assert.Equal(run.Record.Seed, new RunView(folder.Path).ReadRecord().Seed);
        }

        RunFolder.Open(folder.Path, Runs.Clock).Dispose();
    }

    [Fact]
    public void A_folder_that_failed_to_open_is_not_held()
    {
        using TemporaryFolder folder = new();
        RunFolder.Create(folder.Path, Runs.Record, Runs.Clock).Dispose();
        File.WriteAllText(folder.At("run.json"), "{");
        Assert.Throws<StorageException>(() => RunFolder.Open(folder.Path, Runs.Clock));
        Assert.False(new RunView(folder.Path).IsHeld());
    }

    [Fact]
    public async Task A_process_killed_while_saving_leaves_its_reported_state_and_the_next_process_continues()
    {
        using TemporaryFolder folder = new();
        RunFolder.Create(folder.Path, Runs.Record, Runs.Clock).Dispose();
        long reported = 0;
        for (int kill = 0; kill < 8; kill++)
        {
            using Process child = ChildProcess.Start(ChildProcess.Saver, folder.Path);
            for (int line = 0; line <= 3 * kill; line++)
                reported = long.Parse((await ReadLine(child))!, CultureInfo.InvariantCulture);
            await Kill(child);

            RunView view = new(folder.Path);
            CheckpointSearch search = view.LatestCheckpoint();
            Assert.Empty(search.Damaged);
            Assert.True(search.Latest!.Step >= reported);
            Assert.True(SafeTensorsBytes.AreSame(Runs.CheckpointAt(search.Latest.Step).State, search.Latest.State));
            long[] rows = [.. view.ReadMetrics().Rows.Select(row => row.Step)];
            Assert.Equal(Enumerable.Range(1, rows.Length).Select(i => 10L * i), rows);
            Assert.True(rows[^1] >= search.Latest.Step);
        }
    }

    private static async Task<string?> ReadLine(Process process) => await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    private static async Task Kill(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
