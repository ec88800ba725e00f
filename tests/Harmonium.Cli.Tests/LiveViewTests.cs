using System.Text.RegularExpressions;

namespace Harmonium.Cli.Tests;

/// <summary>The table that is redrawn during training.</summary>
public sealed partial class LiveViewTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(100)]
    public void The_table_fits_the_terminal_and_has_no_colors_where_none_are_wanted(int width)
    {
        using TemporaryFolder folder = new();
        string data = Toy.Write(folder.At("toy.idx"));
        Session session = Session.RunLiveAt(width, "train", "rbm", "--data", data, "--hidden", "4", "--epochs", "3", "--output", folder.At("run"),
            "--no-figures");
        Assert.Equal(0, session.ExitCode);
        Assert.DoesNotMatch(Color(), session.Error);
        string table = session.Error[session.Error.LastIndexOf("epoch", StringComparison.Ordinal)..];
        string[] lines = [.. Control().Replace(table, "").Split('\n').Select(line => line.TrimEnd())];
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.Contains("3.0 of 3", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("pseudo-likelihood", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Ctrl-C"));
        if (width == 100)
            Assert.Contains(lines, line => line.Contains('█'));
    }

    [GeneratedRegex(@"\x1b\[[0-9;]*(3[0-7]|38)[;m]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Color();

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Control();
}
