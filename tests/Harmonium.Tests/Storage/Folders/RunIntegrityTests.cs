using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Tests.Storage.Folders;

/// <summary>Files of a run that are not the ones that the run wrote.</summary>
public sealed class RunIntegrityTests
{
    [Fact]
    public void A_model_with_any_bit_flipped_is_refused_with_both_hashes()
    {
        using TemporaryFolder folder = new();
        string sha256;
        using (RunFolder run = RunFolder.Create(folder.Path, Runs.Record, Runs.Clock))
            sha256 = run.SaveModel(Runs.Model);
        RunView view = new(folder.Path);
        Assert.Equal(view.ModelPath, view.RequireModel());
        byte[] whole = File.ReadAllBytes(view.ModelPath);
        for (int bit = 0; bit < 8 * whole.Length; bit += 7)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(view.ModelPath, flipped);
            string message = Assert.Throws<ModelFileException>(() => view.RequireModel()).Message;
            Assert.Contains(sha256, message);
            Assert.Contains(view.Sha256OfModel(), message);
            Assert.Contains("harmonium resume", message);
        }
    }

    [Fact]
    public void A_model_that_is_gone_is_told_from_one_that_is_not_written_yet()
    {
        using TemporaryFolder folder = new();
        using RunFolder run = RunFolder.Create(folder.Path, Runs.Record, Runs.Clock);
        Assert.Contains("no model yet", Assert.Throws<StorageException>(() => run.View.RequireModel()).Message);
        run.SaveModel(Runs.Model);
        File.Delete(run.View.ModelPath);
        Assert.Contains("is gone", Assert.Throws<StorageException>(() => run.View.RequireModel()).Message);
    }

    [Theory]
    [InlineData("origin A", "origin B", false)]
    [InlineData("origin A", null, false)]
    [InlineData("origin A", "origin A", true)]
    [InlineData(null, "origin A", true)]
    [InlineData(null, null, true)]
    public void A_checkpoint_is_of_its_run_if_the_run_started_with_the_same(string? here, string? there, bool accepted)
    {
        using TemporaryFolder folder = new();
        using RunFolder run = RunFolder.Create(folder.At("here"), Runs.Record with { Origin = here }, Runs.Clock);
        using RunFolder other = RunFolder.Create(folder.At("there"), Runs.Record with { Origin = there }, Runs.Clock);
        run.SaveCheckpoint(Runs.CheckpointAt(10));
        other.SaveCheckpoint(Runs.CheckpointAt(20));
        File.Copy(folder.At("there/checkpoints/step-000000000020.safetensors"), folder.At("here/checkpoints/step-000000000020.safetensors"));
        CheckpointSearch search = run.LatestCheckpoint();
        Assert.Equal(accepted ? 20 : 10, search.Latest!.Step);
        if (!accepted)
            Assert.Contains("belongs to a different run", Assert.Single(search.Damaged));
        Assert.Equal(accepted ? 20 : 10, run.View.LatestCheckpoint().Latest!.Step);
    }

    [Theory]
    [InlineData("10,1,5,0.1,10\n", "10,1,5,0.2,10\n")]
    [InlineData("10,1,5,0.1,10\n", "")]
    [InlineData("10,1,5,0.1,10\n20,2,10,0.05,20\n", "")]
    [InlineData("20,2,10,0.05,20\n", "")]
    [InlineData("20,2,10,0.05,20\n", "20,2,10,0.05,20\n30,3,15,0.05,20\n")]
    public void Metrics_that_were_altered_or_cut_are_refused(string written, string altered)
    {
        using TemporaryFolder folder = new();
        using (RunFolder run = RunFolder.Create(folder.Path, Runs.Record, Runs.Clock))
        {
            run.AppendMetrics(Runs.RowAt(10));
            run.AppendMetrics(Runs.RowAt(20));
            run.SaveCheckpoint(Runs.CheckpointAt(20));
            run.Update(record => record with { State = RunState.Done });
            Assert.Equal(2, run.View.ReadMetrics().Rows.Count);
            run.RequireMetrics(run.LatestCheckpoint().Latest!);
        }

        string text = File.ReadAllText(folder.At("metrics.csv"));
        Assert.Contains(written, text);
        File.WriteAllText(folder.At("metrics.csv"), text.Replace(written, altered));
        RunView view = new(folder.Path);
        Assert.Contains("altered or cut", Assert.Throws<StorageException>(() => view.ReadMetrics()).Message);
        Assert.True(view.LookAtMetrics().Altered);
        using (RunFolder run = RunFolder.Open(folder.Path, Runs.Clock))
        {
            Checkpoint latest = run.LatestCheckpoint().Latest!;
            if (altered.Length <= written.Length)
                Assert.Contains("delete it", Assert.Throws<StorageException>(() => run.RequireMetrics(latest)).Message);
            else
                run.RequireMetrics(latest); // Rows beyond the checkpoint are deleted when the run resumes.
            File.Delete(folder.At("metrics.csv"));
            run.RequireMetrics(latest);
            Assert.Empty(run.View.ReadMetrics().Rows);
        }
    }

    [Fact]
    public void Columns_that_later_rows_add_do_not_alter_the_earlier_ones()
    {
        using TemporaryFolder folder = new();
        using RunFolder run = RunFolder.Create(folder.Path, Runs.Record, Runs.Clock);
        run.AppendMetrics(Runs.RowAt(10));
        run.SaveCheckpoint(Runs.CheckpointAt(10));
        run.AppendMetrics(Runs.RowAt(20) with { Stage = "second", Values = new Dictionary<string, double> { ["validation"] = double.NaN } });
        run.RequireMetrics(run.LatestCheckpoint().Latest!);
        run.KeepMetricsUpTo(10);
        run.AppendMetrics(Runs.RowAt(30));
        run.Update(record => record with { State = RunState.Interrupted });
        Assert.Equal(2, run.View.ReadMetrics().Rows.Count);
    }
}
