using System.Diagnostics;
using Harmonium.Numerics;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Tests.Storage;

public sealed class DiskFullTests
{
    [Fact]
    public void A_full_disk_is_reported_keeps_the_last_checkpoint_and_the_metrics_and_writing_works_once_there_is_space()
    {
        using SmallDisk disk = SmallDisk.MountOrSkip();
        using RunFolder run = RunFolder.Create(Path.Combine(disk.Path, "run"), Runs.Record, Runs.Clock);
        run.AppendMetrics(Runs.RowAt(10));
        run.SaveCheckpoint(Large(10));

        string ballast = Path.Combine(disk.Path, "ballast");
        Fill(ballast);
        StorageException refused = Assert.Throws<StorageException>(() => run.SaveCheckpoint(Large(20)));
        Assert.Contains("disk is full", refused.Message);
        Assert.Contains("step-000000000020.safetensors", refused.Message);
        Assert.Throws<StorageException>(() => run.SaveModel(new ModelFile(Runs.Model.Machine, Runs.Model.Training, Large(20).State.Tensors)));
        Assert.Throws<StorageException>(() => AppendUntilFull(run));

        RunView view = new(run.View.Folder.Root);
        CheckpointSearch search = view.LatestCheckpoint();
        Assert.Empty(search.Damaged);
        Assert.True(SafeTensorsBytes.AreSame(Large(10).State, search.Latest!.State));
        Assert.Equal(RunState.Running, view.ReadRecord().State);
        int rows = view.ReadMetrics().Rows.Count;
        Assert.DoesNotContain(Directory.EnumerateFiles(disk.Path, "*.tmp", SearchOption.AllDirectories), _ => true);

        File.Delete(ballast);
        run.AppendMetrics(Runs.RowAt(1_000_000));
        run.SaveCheckpoint(Large(20));
        Assert.Equal(rows + 1, view.ReadMetrics().Rows.Count);
        Assert.True(SafeTensorsBytes.AreSame(Large(20).State, view.LatestCheckpoint().Latest!.State));
    }

    [Fact]
    public void A_read_only_disk_is_reported_and_its_runs_can_be_read()
    {
        using SmallDisk disk = SmallDisk.MountOrSkip();
        string path = Path.Combine(disk.Path, "run");
        using (RunFolder run = RunFolder.Create(path, Runs.Record, Runs.Clock))
            run.SaveCheckpoint(Runs.CheckpointAt(10));
        disk.MakeReadOnly();
        Assert.Contains("read-only", Assert.Throws<StorageException>(() => RunFolder.Open(path, Runs.Clock)).Message);
        Assert.Contains("read-only", Assert.Throws<StorageException>(() =>
            RunFolder.Create(Path.Combine(disk.Path, "other"), Runs.Record, Runs.Clock)).Message);
        Assert.Contains("read-only", Assert.Throws<StorageException>(() => Runs.Model.Write(Path.Combine(disk.Path, "model"))).Message);
        Assert.Equal(10, new RunView(path).LatestCheckpoint().Latest!.Step);
        Assert.False(new RunView(path).IsHeld());
    }

    private static Checkpoint Large(long step) => new(step, new TensorFile(
        new Dictionary<string, Tensor> { ["weights"] = Tensor.Filled(step, 100_000) }, new Dictionary<string, string>()));

    private static void Fill(string path)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        byte[] block = new byte[4096];
        Assert.Throws<IOException>(() =>
        {
            for (int i = 0; i < 1000; i++)
                file.Write(block);
        });
    }

    private static void AppendUntilFull(RunFolder run)
    {
        for (long step = 20; step < 900_000; step++)
            run.AppendMetrics(Runs.RowAt(step));
    }

    /// <summary>A file system of 2 MB in memory.</summary>
    private sealed class SmallDisk : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public string Path => _folder.Path;

        public static SmallDisk MountOrSkip()
        {
            Assert.SkipUnless(OperatingSystem.IsLinux(), "A small file system is mounted on Linux only.");
            SmallDisk disk = new();
            if (Run("mount", "-t", "tmpfs", "-o", "size=2m", "harmonium-test", disk.Path) != 0)
            {
                disk._folder.Dispose();
                Assert.Skip("This user may not mount a small file system (needs root).");
            }

            return disk;
        }

        public void MakeReadOnly() => Assert.Equal(0, Run("mount", "-o", "remount,ro", Path));

        public void Dispose()
        {
            _ = Run("umount", Path);
            _folder.Dispose();
        }

        private static int Run(string program, params string[] arguments)
        {
            ProcessStartInfo start = new(program) { RedirectStandardError = true, UseShellExecute = false };
            foreach (string argument in arguments)
                start.ArgumentList.Add(argument);
            using Process process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode;
        }
    }
}
