using System.Diagnostics;
using System.Text.Json;
using Harmonium.Numerics.Randomness;
using Harmonium.Storage;
using Harmonium.Storage.Folders;

namespace Harmonium.Cli.Tests;

/// <summary>The program as a process: killed, interrupted, started twice, and its memory.</summary>
public sealed class ProcessTests
{
    /// <summary>Settings with a checkpoint after every step. Half of the time is spent saving, so half of the kills interrupt a save.</summary>
    private static readonly string[] _training = ["--hidden", "8", "--epochs", "30", "--batch", "20", "--checkpoint-steps", "1", "--momentum", "0.5",
        "--average-from", "0.5", "--no-figures", "--json"];

    /// <summary>Settings of two RBMs and a fine-tuned classifier. The stages end at steps 60, 120 and 180.</summary>
    private static readonly string[] _staged = ["--examples", "200", "--hidden", "8,6", "--fine-tune", "--stage", "pretraining.epochs=6",
        "--stage", "pretraining.batch=20", "--stage", "pretraining.checkpointSteps=1", "--stage", "pretraining.averageFrom=0.5",
        "--stage", "fineTuning.epochs=6", "--stage", "fineTuning.batch=20", "--stage", "fineTuning.checkpointSteps=1", "--stage", "fineTuning.dropout=0.2",
        "--no-figures", "--json"];

    [Theory]
    [InlineData("rbm", "toy.idx")]
    [InlineData("stack", "letters")]
    public void Killed_at_any_moment_and_resumed_a_run_ends_with_the_bytes_of_one_that_was_not(string kind, string data)
    {
        using TemporaryFolder folder = new();
        Toy.Write(folder.At("toy.idx"));
        string[] training = ["train", kind, "--data", data, .. kind == "stack" ? _staged : _training, "--output"];
        string whole = Sha256Of(Finish(folder, [.. training, "whole"]));
        IEnumerable<(string? Stage, int Epoch)> epochs = EpochsOf("whole");
        RandomStream random = RandomStream.For(9, Purpose.General);
        const int KillsOfARun = 7;
        // HARMONIUM_KILLS=500 tests more of them.
        int kills = int.TryParse(Environment.GetEnvironmentVariable("HARMONIUM_KILLS"), out int wanted) ? wanted : 25;
        uint moments = 0;
        for (int kill = 0, run = 0; kill < kills; run++)
        {
            string name = $"run{run}";
            for (int ofThis = 0; ofThis < KillsOfARun && kill < kills; ofThis++)
            {
                using Child child = Child.Start(folder.Path, Directory.Exists(folder.At(name)) ? ["resume", name, "--no-figures", "--json"]
                    : [.. training, name]);
                string? begun = child.WaitFor("{\"event\":\"");
                if (begun is null || !child.KillAfter((int)(random.Block(0, moments++).A % 160)))
                    break;
                kill++;
            }

            Assert.Equal(whole, Sha256Of(Finish(folder, ["resume", name, "--no-figures", "--json"])));
            Assert.Equal(epochs, EpochsOf(name));
            Assert.DoesNotContain(Directory.GetFiles(folder.At(name), "*.tmp", SearchOption.AllDirectories), _ => true);
        }

        IEnumerable<(string? Stage, int Epoch)> EpochsOf(string run) =>
            [.. new RunView(folder.At(run)).ReadMetrics().Rows.Select(row => (row.Stage, row.Epoch))];
    }

    [Fact]
    public void Interrupted_at_any_step_a_run_saves_says_how_to_go_on_and_ends_with_the_same_bytes()
    {
        using TemporaryFolder folder = new();
        Toy.Write(folder.At("toy.idx"));
        // A pipe buffers 64 KiB, about 330 lines of epochs, so the child is at most that far ahead of this reader. Three sessions of at most 30 lines
        // therefore end before epoch 1,500, however late the signal is noticed.
        string[] training = ["--hidden", "8", "--epochs", "1500", "--batch", "100", "--checkpoint-every", "1000", "--no-figures", "--json"];
        string whole = Sha256Of(Finish(folder, ["train", "rbm", "--data", "toy.idx", "--output", "whole", .. training]));
        RandomStream random = RandomStream.For(10, Purpose.General);
        int interrupted = 0;
        for (uint sitting = 0; interrupted < 3; sitting++)
        {
            using Child child = Child.Start(folder.Path, sitting == 0 ? ["train", "rbm", "--data", "toy.idx", "--output", "run", .. training]
                : ["resume", "run", "--no-figures", "--json"]);
            for (uint epochs = 1 + (random.Block(0, sitting).A % 30); epochs > 0; epochs--)
                child.WaitFor("{\"event\":\"epoch\"");
            child.Interrupt();
            (int exitCode, string rest) = child.Finish();
            Assert.Equal(130, exitCode);
            Assert.Contains("\"event\":\"interrupted\"", rest);
            Assert.Contains("harmonium resume run", child.Error);
            Assert.Equal(RunState.Interrupted, new RunView(folder.At("run")).ReadRecord().State);
            interrupted++;
        }

        Assert.Equal(whole, Sha256Of(Finish(folder, ["resume", "run", "--no-figures", "--json"])));
    }

    [Fact]
    public void A_run_is_not_given_to_a_second_process_which_names_the_first()
    {
        using TemporaryFolder folder = new();
        Toy.Write(folder.At("toy.idx"));
        using Child first = Child.Start(folder.Path,
            ["train", "rbm", "--data", "toy.idx", "--output", "run", "--hidden", "8", "--epochs", "1000000", "--no-figures", "--json"]);
        Assert.NotNull(first.WaitFor("{\"event\":\"epoch\""));
        Session second = Session.Run("resume", folder.At("run"));
        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"in use by process {first.Id}", second.Error);
        Assert.True(first.KillAfter(0));
    }

    [Theory]
    [InlineData("1", "C")]
    [InlineData("2", "tr_TR.UTF-8")]
    [InlineData("3", "ar_EG.UTF-8")]
    public void The_model_is_the_same_in_another_process_with_other_threads_and_another_language(string threads, string language)
    {
        using TemporaryFolder folder = new();
        Toy.Write(folder.At("toy.idx"));
        string[] training = ["train", "rbm", "--data", "toy.idx", "--hidden", "40", "--epochs", "2", "--batch", "33", "--json", "--output"];
        using Child child = Child.Start(folder.Path, new Dictionary<string, string> { ["LC_ALL"] = language, ["LANG"] = language },
            [.. training, "child", "--threads", threads]);
        Session here = Session.Run("train", "rbm", "--data", folder.At("toy.idx"), "--hidden", "40", "--epochs", "2", "--batch", "33", "--output",
            folder.At("here"), "--no-figures", "--json");
        (int exitCode, string words) = child.Finish();
        Assert.Equal(0, exitCode);
        Assert.Equal(here.Objects[^1].GetProperty("sha256").GetString(), Sha256Of(words));
    }

    [Fact]
    public void Memory_does_not_grow_with_the_number_of_steps()
    {
        using TemporaryFolder folder = new();
        Toy.Write(folder.At("toy.idx"), 2000);
        // A small generation 0, so that garbage is also collected in the first thousand steps.
        Dictionary<string, string> environment = new() { ["DOTNET_GCgen0size"] = "0x400000" };
        long Peak(string run, string epochs)
        {
            using Child child = Child.Start(folder.Path, environment,
                ["train", "rbm", "--data", "toy.idx", "--hidden", "16", "--batch", "20", "--epochs", epochs, "--checkpoint-every", "1000", "--output", run,
                "--no-figures", "--json"]);
            (int exitCode, string words) = child.Finish();
            Assert.Equal(0, exitCode);
            return Last(words).GetProperty("peakMemoryBytes").GetInt64();
        }

        long thousand = Peak("short", "10"), tenThousand = Peak("long", "100");
        Assert.True(tenThousand < thousand + (16 << 20), $"{thousand / 1e6} MB after 1,000 steps, {tenThousand / 1e6} MB after 10,000");
    }

    [Fact]
    public void A_closed_pipe_is_not_an_error()
    {
        using TemporaryFolder folder = new();
        string program = typeof(Application).Assembly.Location;
        using Process shell = Process.Start(new ProcessStartInfo("sh",
            ["-c", $"{{ dotnet '{program}' data list; echo $? >'{folder.At("code")}'; }} | true"])
        { RedirectStandardError = true, UseShellExecute = false })!;
        string error = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        Assert.Equal("", error);
        Assert.Equal("0", File.ReadAllText(folder.At("code")).Trim());
    }

    [Fact]
    public void The_version_is_that_of_the_program()
    {
        using TemporaryFolder folder = new();
        using Child child = Child.Start(folder.Path, "--version");
        (int exitCode, string words) = child.Finish();
        Assert.Equal((0, ProgramVersion.Text), (exitCode, words.Trim()));
    }

    private static string Finish(TemporaryFolder folder, IReadOnlyList<string> args)
    {
        using Child child = Child.Start(folder.Path, args);
        (int exitCode, string words) = child.Finish();
        Assert.True(exitCode == 0, $"{exitCode}: {child.Error}");
        return words;
    }

    private static JsonElement Last(string words) => JsonElement.Parse(words.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);

    private static string Sha256Of(string words) => Last(words).GetProperty("sha256").GetString()!;
}
