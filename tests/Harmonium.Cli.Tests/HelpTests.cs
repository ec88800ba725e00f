using Harmonium.Runs;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Tests;

/// <summary>Help pages and lists on terminals of different widths.</summary>
public sealed class HelpTests
{
    private static readonly string[][] _pages =
    [
        ["--help"], ["train", "--help"], ["train", "--list"], ["lecture", "--list"], ["reproduce"], ["data", "list"],
        .. ((string[])["lecture", "reproduce", "resume", "evaluate", "sample", "reconstruct", "complete", "recall", "generate", "features", "score", "classify",
            "inspect", "compare", "data", "bench", "doctor"]).Select(verb => (string[])[verb, "--help"]),
        .. ModelKinds.BuiltIn.All.Select(kind => (string[])["train", kind.Name, "--help"]),
    ];

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(120)]
    public void Help_and_lists_fit_the_terminal(int width)
    {
        foreach (string[] page in _pages)
        {
            Session session = Session.RunAt(width, page);
            Assert.Equal((0, ""), (session.ExitCode, session.Error));
            // A single word, such as an address, may be longer than a line.
            string[] tooLong = [.. session.Out.Split('\n').Where(line => line.Length > width && line.Trim().Contains(' '))];
            Assert.True(tooLong.Length == 0, $"{string.Join(' ', page)}:\n{string.Join('\n', tooLong)}");
            Assert.DoesNotContain('\u00A0', session.Out);
        }
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(120)]
    public void Examples_are_wrapped_so_that_a_shell_reads_the_same_command(int width)
    {
        foreach (ModelKind kind in ModelKinds.BuiltIn.All)
        {
            string help = Session.RunAt(width, "train", kind.Name, "--help").Out.Replace(" \\\n    ", " ");
            Assert.All(kind.Examples, example => Assert.Contains($"\n  {example.Line}\n", help));
        }
    }

    [Fact]
    public void The_options_of_train_are_in_groups()
    {
        string[] lines = Session.Run("train", "rbm", "--help").Out.Split('\n');
        Assert.Equal(["Examples", "Usage", "Data", "Model", "Training", "Optimizer", "Gradient", "Output", "Options"],
            lines.Where((line, i) => i > 0 && lines[i - 1].Length == 0 && line.Length > 0));
    }

    [Fact]
    public void The_former_name_of_the_option_split_is_not_shown()
    {
        string help = Session.Run("features", "--help").Out;
        Assert.Contains("--split", help);
        Assert.DoesNotContain("--part", help);
    }
}
