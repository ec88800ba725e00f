namespace Harmonium.Cli.Tests;

/// <summary>Small runs, trained once and shared by all tests that need runs.</summary>
public sealed class TrainedRuns : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainedRuns()
    {
        Data = Toy.Write(At("toy.idx"));
        Assert.Equal(0, Session.Run("train", "rbm", "--data", Data, "--hidden", "6", "--epochs", "3", "--batch", "20", "--validation", "40", "--output", A,
            "--quiet").ExitCode);
        Assert.Equal(0, Session.Run("train", "rbm", "--data", Data, "--hidden", "4", "--epochs", "2", "--batch", "20", "--learning-rate", "0.1", "--output",
            B, "--quiet", "--no-figures").ExitCode);
        Assert.Equal(0, Session.Run("train", "rbm", "--data", Data, "--hidden", "4", "--epochs", "2", "--batch", "20", "--output", ToResume, "--quiet",
            "--no-figures").ExitCode);
        Assert.Equal(0, Session.Run("train", "hopfield", "--data", Data, "--patterns", "5", "--output", Hopfield).ExitCode);
    }

    public string Data { get; }

    public string A => At("a");

    public string B => At("b");

    public string ToResume => At("to-resume");

    public string Hopfield => At("hopfield");

    public string At(string name) => _folder.At(name);

    public void Dispose() => _folder.Dispose();
}
