using Harmonium.Cli.Terminals;

namespace Harmonium.Cli.Tests;

/// <summary>The exit codes: 0 done, 1 failed, 2 usage, 3 diverged, 130 canceled. Scripts depend on them.</summary>
public sealed class ExitCodeTests(TrainedRuns runs) : IClassFixture<TrainedRuns>
{
    [Fact]
    public void Each_ending_has_its_code()
    {
        using TemporaryFolder folder = new();
        string[] train = ["train", "rbm", "--data", runs.Data, "--hidden", "4", "--no-figures", "--epochs", "1"];
        Assert.Equal(0, Session.Run([.. train, "--output", folder.At("done")]).ExitCode);
        Assert.Equal(1, Session.Run([.. train, "--output", folder.At("done")]).ExitCode);
        Assert.Equal(2, Session.Run([.. train, "--output", folder.At("usage"), "--batch", "none"]).ExitCode);
        Assert.Equal(2, Session.Run([.. train, "--output", folder.At("usage"), "--batch", "0"]).ExitCode);
        Assert.Equal(3, Session.Run([.. train, "--output", folder.At("diverged"), "--learning-rate", "1e6"]).ExitCode);
        Assert.Equal(130, Session.RunInterrupted(Impatient, [.. train, "--output", folder.At("canceled")]).ExitCode);
        Assert.Equal(130, Session.RunInterrupted(Impatient, "sample", runs.A).ExitCode);
        Assert.False(Directory.Exists(folder.At("usage")));
    }

    [Fact]
    public void An_error_is_told_without_a_stack_trace_unless_asked_for()
    {
        Assert.DoesNotContain("   at ", Session.Run("inspect", runs.Data).Error);
        Assert.Contains("   at ", Session.Run("inspect", runs.Data, "--verbose").Error);
    }

    [Fact]
    public void A_run_that_was_canceled_before_its_first_step_can_be_resumed()
    {
        using TemporaryFolder folder = new();
        string[] train = ["train", "rbm", "--data", runs.Data, "--hidden", "4", "--no-figures", "--epochs", "2", "--json", "--output"];
        string whole = Session.Run([.. train, folder.At("whole")]).Objects[^1].GetProperty("sha256").GetString()!;
        Session.RunInterrupted(Impatient, [.. train, folder.At("run")]);
        Assert.Equal(whole, Session.Run("resume", folder.At("run"), "--json", "--no-figures").Objects[^1].GetProperty("sha256").GetString());
    }

    private static Interruption Impatient()
    {
        Interruption interruption = new();
        interruption.Interrupt();
        return interruption;
    }
}
