using System.Runtime.CompilerServices;

namespace Harmonium.Cli.Tests;

/// <summary>Text that somebody has looked at and approved: kept in files beside the tests; what differs is written next to it to be looked at.</summary>
internal static class Approved
{
    internal static void Matches(string name, string text, [CallerFilePath] string file = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(file)!, "Approved");
        string approved = Path.Combine(folder, $"{name}.txt"), received = Path.Combine(folder, $"{name}.received.txt");
        if (File.Exists(approved) && File.ReadAllText(approved).ReplaceLineEndings("\n") == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Equal(File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n")
            : $"Nothing is approved: look at {received} and rename it to {name}.txt", text);
    }
}
