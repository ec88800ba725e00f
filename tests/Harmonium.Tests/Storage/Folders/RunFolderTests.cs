using System.Security.Cryptography;
using Harmonium.Numerics;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.Metrics;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Tests.Storage.Folders;

public sealed class RunFolderTests
{
    [Fact]
    public void A_run_comes_back_as_it_was_left()
    {
        using TemporaryFolder folder = new();
        string sha256;
        using (RunFolder run = RunFolder.Create(folder.At("größe 1"), Runs.Record, Runs.Clock))
        {
            run.AppendMetrics(Runs.RowAt(10));
            run.AppendMetrics(Runs.RowAt(20) with
            {
                Values = new Dictionary<string, double>
                {
                    ["validation"] = -86.5,
                    ["freeEnergyGap"] = double.NegativeInfinity
                }
            });
            run.SaveCheckpoint(Runs.CheckpointAt(20));
            sha256 = run.SaveModel(Runs.Model);
            run.SaveFigure("filters.png", file => file.Write([1, 2, 3]));
            run.Update(record => record with { State = RunState.Interrupted, Message = "Stopped by \"Ctrl-C\"\nat step 20." });
        }

        RunView view = new(folder.At("größe 1"));
        RunRecord record = view.ReadRecord();
        Assert.Equal(ulong.MaxValue, record.Seed);
        Assert.Equal(RunState.Interrupted, record.State);
        Assert.Equal("Stopped by \"Ctrl-C\"\nat step 20.", record.Message);
        Assert.Equal(0.05, record.Settings.GetProperty("learningRate").GetDouble());
        Assert.Equal("rbm", record.Machine.GetProperty("kind").GetString());
        Assert.Equal(("letters", "00ff", "0.1.0"), (record.Data, record.DataFingerprint, record.ProgramVersion));
        Assert.Equal("a processor", record.Computer["cpu"]);
        Assert.Equal((Runs.Clock.GetUtcNow(), Runs.Clock.GetUtcNow()), (record.Started, record.Updated));
        Assert.Equal(sha256, record.ModelSha256);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(view.ModelPath))), sha256);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(view.FigurePath("filters.png")));
        Assert.Equal(
            "step,epoch,seconds,reconstructionError,freeEnergyGap,validation\n10,1,5,0.1,10,\n20,2,10,,-Infinity,-86.5\n",
            File.ReadAllText(view.Folder.PathOf("metrics.csv")));
        MetricsRow row = view.ReadMetrics().Rows[1];
        Assert.Equal((20, 2, 10.0, 2), (row.Step, row.Epoch, row.Seconds, row.Values.Count));
        Assert.Equal(-86.5, row.Values["validation"]);
        Assert.True(SafeTensorsBytes.AreSame(Runs.CheckpointAt(20).State, view.LatestCheckpoint().Latest!.State));
    }

    [Fact]
    public void The_last_two_checkpoints_are_kept_or_as_many_as_are_asked_for()
    {
        Assert.Equal(["step-000000000040.safetensors", "step-000000000050.safetensors"], Names(RunFolderOptions.Default));
        Assert.Equal(4, Names(new RunFolderOptions { KeepCheckpoints = 4 }).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => Names(new RunFolderOptions { KeepCheckpoints = 0 }));

        static string[] Names(RunFolderOptions options)
        {
            using TemporaryFolder folder = new();
            using RunFolder run = RunFolder.Create(folder.Path, Runs.Record, Runs.Clock, options);
            foreach (long step in new[] { 10, 20, 30, 40, 50 })
                run.SaveCheckpoint(Runs.CheckpointAt(step));
            return [.. Directory.EnumerateFiles(folder.At("checkpoints")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public void A_checkpoint_with_any_bit_flipped_is_skipped_for_the_one_before_and_reported()
    {
        using TemporaryFolder folder = new();
        using RunFolder run = RunFolder.Create(folder.Path, Runs.Record, Runs.Clock);
        run.SaveCheckpoint(Runs.CheckpointAt(10));
        run.SaveCheckpoint(Runs.CheckpointAt(20));
        string newest = folder.At("checkpoints/step-000000000020.safetensors");
        byte[] whole = File.ReadAllBytes(newest);
        for (int bit = 0; bit < 8 * whole.Length; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(newest, flipped);
            CheckpointSearch search = run.LatestCheckpoint();
            if (search.Latest!.Step == 20) // a space became another white space, or a digit of an escape became uppercase: nothing was lost
                Assert.True(SafeTensorsBytes.AreSame(Runs.CheckpointAt(20).State, search.Latest.State), $"bit {bit}");
            else
                Assert.Contains("step-000000000020", Assert.Single(search.Damaged));
        }
    }

    [Fact]
    public void A_run_that_fell_back_replaces_the_damaged_checkpoint_and_forgets_the_later_ones()
    {
        using TemporaryFolder folder = new();
        using RunFolder run = RunFolder.Create(folder.Path, Runs.Record, Runs.Clock);
        run.SaveCheckpoint(Runs.CheckpointAt(10));
        run.SaveCheckpoint(Runs.CheckpointAt(20));
        File.WriteAllBytes(folder.At("checkpoints/step-000000000020.safetensors"), [1, 2, 3]);
        Assert.Equal(10, run.LatestCheckpoint().Latest!.Step);
        run.SaveCheckpoint(Runs.CheckpointAt(15));
        CheckpointSearch search = run.LatestCheckpoint();
        Assert.Equal(15, search.Latest!.Step);
        Assert.Empty(search.Damaged);
    }

    [Fact]
    public void A_checkpoint_with_the_name_of_another_step_is_skipped()
    {
        using TemporaryFolder folder = new();
        using RunFolder run = RunFolder.Create(folder.Path, Runs.Record, Runs.Clock);
        run.SaveCheckpoint(Runs.CheckpointAt(10));
        File.Copy(folder.At("checkpoints/step-000000000010.safetensors"), folder.At("checkpoints/step-000000000099.safetensors"));
        File.WriteAllText(folder.At("checkpoints/step-5.safetensors"), "not one of ours");
        File.WriteAllText(folder.At("checkpoints/notes.txt"), "nor this");
        CheckpointSearch search = run.LatestCheckpoint();
        Assert.Equal(10, search.Latest!.Step);
        Assert.Contains("its name says 99", Assert.Single(search.Damaged));
    }

    [Fact]
    public void Without_checkpoints_none_is_found_and_none_is_damaged()
    {
        using TemporaryFolder folder = new();
        using RunFolder run = RunFolder.Create(folder.Path, Runs.Record, Runs.Clock);
        CheckpointSearch search = run.LatestCheckpoint();
        Assert.Null(search.Latest);
        Assert.Empty(search.Damaged);
    }

    [Fact]
    public void Numbers_that_are_not_finite_never_reach_a_checkpoint_or_a_model()
    {
        using TemporaryFolder folder = new();
        using RunFolder run = RunFolder.Create(folder.Path, Runs.Record, Runs.Clock);
        Dictionary<string, Tensor> spoilt = new() { ["weights"] = Tensor.From([1f, float.NaN], 2) };
        run.SaveCheckpoint(Runs.CheckpointAt(10));
        Assert.Contains("Value 1 of 'weights' is NaN at step 20", Assert.Throws<ArgumentException>(
            () => run.SaveCheckpoint(new Checkpoint(20, new TensorFile(spoilt, new Dictionary<string, string>())))).Message);
        Assert.Contains("'weights'", Assert.Throws<ArgumentException>(
            () => run.SaveModel(new ModelFile(Runs.Model.Machine, Runs.Model.Training, spoilt))).Message);
        Assert.Equal(10, run.LatestCheckpoint().Latest!.Step);
        Assert.False(File.Exists(run.View.ModelPath));
    }

    [Fact]
    public void A_reserved_string_name_is_refused()
    {
        using TemporaryFolder folder = new();
        using RunFolder run = RunFolder.Create(folder.Path, Runs.Record, Runs.Clock);
        foreach (string name in new[] { "format", "version", "step", "run", "metrics", "sha256" })
        {
            Checkpoint checkpoint = new(1, new TensorFile(new Dictionary<string, Tensor>(), new Dictionary<string, string> { [name] = "" }));
            Assert.Contains($"'{name}'", Assert.Throws<ArgumentException>(() => run.SaveCheckpoint(checkpoint)).Message);
        }
    }

    [Fact]
    public void Only_temporary_files_of_an_interrupted_write_are_deleted_when_the_run_is_opened()
    {
        using TemporaryFolder folder = new();
        RunFolder.Create(folder.Path, Runs.Record, Runs.Clock).Dispose();
        string[] leftovers = ["run.json.tmp", "checkpoints/step-000000000010.safetensors.tmp", "figures/filters.png.tmp"];
        foreach (string name in leftovers)
            File.WriteAllText(folder.At(name), "half");
        File.WriteAllText(folder.At("notes.txt"), "mine");
        Directory.CreateDirectory(folder.At("mine.tmp"));
        RunFolder.Open(folder.Path, Runs.Clock).Dispose();
        Assert.All(leftovers, name => Assert.False(File.Exists(folder.At(name))));
        Assert.True(File.Exists(folder.At("notes.txt")));
        Assert.True(Directory.Exists(folder.At("mine.tmp")));
    }

    [Fact]
    public void A_folder_without_a_run_cannot_be_opened_and_one_with_a_run_cannot_be_made_again()
    {
        using TemporaryFolder folder = new();
        Assert.Contains("no run in", Assert.Throws<StorageException>(() => RunFolder.Open(folder.Path, Runs.Clock)).Message);
        RunFolder.Create(folder.Path, Runs.Record, Runs.Clock).Dispose();
        Assert.Contains("already contains a run", Assert.Throws<StorageException>(() => RunFolder.Create(folder.Path, Runs.Record, Runs.Clock)).Message);
    }

    [Fact]
    public void Runs_without_a_name_are_numbered_after_the_largest_number_in_use()
    {
        using TemporaryFolder folder = new();
        Assert.Equal("rbm-mnist-1", Next("rbm", "mnist"));
        Assert.Equal("rbm-mnist-2", Next("rbm", "mnist"));
        Directory.CreateDirectory(folder.At("rbm-mnist-9"));
        Directory.CreateDirectory(folder.At("rbm-mnist-x"));
        Assert.Equal("rbm-mnist-10", Next("rbm", "mnist"));
        Assert.Equal("rbm-my-pictures-1", Next("RBM", "/data/../My Pictures/"));
        Assert.Equal("rbm-run-1", Next("rbm", "/.."));

        string Next(string machine, string data)
        {
            using RunFolder run = RunFolder.CreateNumbered(folder.Path, machine, data, Runs.Record, Runs.Clock);
            return Path.GetFileName(run.View.Folder.Root);
        }
    }
}
