namespace Harmonium.Cli.Tests;

/// <summary>Runs with files that are not the ones that the run wrote, and what a user is told.</summary>
public sealed class IntegrityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public IntegrityTests() => _data = Toy.Write(_folder.At("toy.idx"));

    private string Model => _folder.At("run/model.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_flipped_sign_bit_is_refused_by_every_verb_that_uses_the_model_and_shown_by_inspect()
    {
        string run = Train("run");
        byte[] written = File.ReadAllBytes(Model);
        byte[] flipped = [.. written];
        flipped[^1] ^= 0x80;
        File.WriteAllBytes(Model, flipped);
        foreach (string[] verb in (string[][])[["evaluate"], ["sample", "--sweeps", "2"], ["reconstruct"], ["features", "--output", _folder.At("f.csv")],
            ["complete", "--keep", "top"]])
        {
            Session refused = Session.Run([verb[0], run, .. verb[1..]]);
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("its SHA-256 is", refused.Error);
            Assert.Contains("Restore the file", refused.Error);
        }

        Session shown = Session.Run("inspect", run, "--json");
        Assert.Equal(0, shown.ExitCode);
        Assert.True(shown.Objects[0].GetProperty("run").GetProperty("altered").GetBoolean());
        Assert.Contains("; the run wrote", Session.Run("inspect", run).Out);

        // The advice of the message: the file itself, then resume.
        Assert.Equal(0, Session.Run("evaluate", Model, "--data", _data).ExitCode);
        Assert.Equal(0, Session.Run("resume", run, "--quiet").ExitCode);
        Assert.Equal(written, File.ReadAllBytes(Model));
        Assert.Equal(0, Session.Run("evaluate", run).ExitCode);
    }

    [Fact]
    public void A_stopped_early_run_writes_its_model_again_as_it_was()
    {
        string run = Train("run", "--epochs", "40", "--validation", "40", "--patience", "1", "--learning-rate", "2");
        byte[] written = File.ReadAllBytes(Model);
        File.WriteAllBytes(Model, written[..^4]);
        Assert.Equal(0, Session.Run("resume", run, "--quiet", "--no-figures").ExitCode);
        Assert.Equal(written, File.ReadAllBytes(Model));
    }

    [Fact]
    public void A_checkpoint_of_another_run_of_the_same_sizes_is_skipped()
    {
        string run = Train("run");
        byte[] written = File.ReadAllBytes(Model);
        string other = Train("other", "--seed", "2");
        foreach (string file in Directory.GetFiles(Path.Combine(other, "checkpoints")))
            File.Copy(file, Path.Combine(run, "checkpoints", Path.GetFileName(file)), overwrite: true);
        Session resumed = Session.Run("resume", run, "--no-figures");
        Assert.Contains("belongs to a different run", resumed.Error);
        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(written, File.ReadAllBytes(Model));
    }

    [Fact]
    public void Altered_metrics_are_refused_by_compare_and_resume_until_they_are_deleted()
    {
        string run = Train("run"), other = Train("other", "--seed", "2"), metrics = _folder.At("run/metrics.csv");
        File.WriteAllLines(metrics, File.ReadAllLines(metrics)[..^1]);
        foreach (Session refused in (Session[])[Session.Run("compare", run, other), Session.Run("resume", run, "--epochs", "3", "--no-figures")])
        {
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("altered or cut", refused.Error);
        }

        Assert.Contains("altered or cut", Session.Run("inspect", run).Out);
        File.Delete(metrics);
        Assert.Equal(0, Session.Run("resume", run, "--epochs", "3", "--no-figures").ExitCode);
        Assert.Equal(0, Session.Run("compare", run, other).ExitCode);
    }

    private string Train(string name, params string[] more)
    {
        string run = _folder.At(name);
        string[] epochs = more.Contains("--epochs") ? [] : ["--epochs", "2"];
        Session trained = Session.Run(["train", "rbm", "--data", _data, "--hidden", "4", "--batch", "20", "--output", run, "--quiet", "--no-figures",
            .. epochs, .. more]);
        Assert.True(trained.ExitCode == 0, trained.Error);
        return run;
    }
}
