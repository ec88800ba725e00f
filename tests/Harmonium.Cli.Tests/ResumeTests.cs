namespace Harmonium.Cli.Tests;

/// <summary>What <c>resume</c> says when it cannot simply continue, and data that moved.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data, _run;

    public ResumeTests()
    {
        (_data, _run) = (Toy.Write(_folder.At("toy.idx")), _folder.At("run"));
        Session trained = Session.Run("train", "rbm", "--data", _data, "--hidden", "4", "--batch", "20", "--epochs", "3", "--output", _run, "--quiet",
            "--no-figures");
        Assert.True(trained.ExitCode == 0, trained.Error);
    }

    private string[] Checkpoints => [.. Directory.GetFiles(Path.Combine(_run, "checkpoints")).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_without_usable_checkpoints_says_that_it_starts_again_and_replaces_the_model(bool damaged)
    {
        byte[] model = File.ReadAllBytes(Path.Combine(_run, "model.safetensors"));
        foreach (string path in Checkpoints)
        {
            File.Delete(path);
            if (damaged)
                File.WriteAllText(path, "damaged");
        }

        Session resumed = Session.Run("resume", _run, "--no-figures", "--quiet");
        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains($"The run has no {(damaged ? "intact " : "")}checkpoint: the training starts again from the beginning.", resumed.Error);
        Assert.Contains("The model of the finished run is kept until the training ends, and is replaced then.", resumed.Error);
        Assert.Equal(model, File.ReadAllBytes(Path.Combine(_run, "model.safetensors")));
    }

    [Fact]
    public void A_checkpoint_folder_that_is_gone_is_made_again()
    {
        Directory.Delete(Path.Combine(_run, "checkpoints"), recursive: true);
        Session resumed = Session.Run("resume", _run, "--no-figures", "--quiet");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("starts again", resumed.Error);
        Assert.NotEmpty(Checkpoints);
    }

    [Fact]
    public void A_damaged_checkpoint_names_the_older_one_that_is_used()
    {
        File.WriteAllText(Checkpoints[^1], "damaged");
        Session resumed = Session.Run("resume", _run, "--no-figures");
        Assert.Contains("Skipped a damaged checkpoint", resumed.Error);
        Assert.Contains("continues from the older checkpoint of step 20", resumed.Error);
        Assert.Contains("is replaced then", resumed.Error);
    }

    [Fact]
    public void A_run_that_goes_on_from_its_checkpoint_says_nothing_more()
    {
        Session resumed = Session.Run("resume", _run, "--epochs", "4", "--no-figures", "--quiet");
        Assert.Equal((0, ""), (resumed.ExitCode, resumed.Error));
    }

    [Fact]
    public void Data_that_moved_can_be_named_and_other_data_are_refused()
    {
        string moved = _folder.At("moved/there.idx"), other = Toy.Write(_folder.At("other.idx"), count: 180);
        Directory.CreateDirectory(_folder.At("moved"));
        File.Move(_data, moved);
        Session missing = Session.Run("resume", _run, "--epochs", "4");
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("--data <path>", missing.Error);
        Session refused = Session.Run("resume", _run, "--epochs", "4", "--data", other);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains($"{other}: is not the data that the run started with", refused.Error);
        Session resumed = Session.Run("resume", _run, "--epochs", "4", "--no-figures", "--data", moved);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(0, Session.Run("evaluate", _run).ExitCode);
    }
}
