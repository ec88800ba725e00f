using System.Runtime.CompilerServices;

namespace Harmonium.Cli.Tests;

/// <summary>Compares text with approved text in the folder Approved. A text that differs is written next to the approved one for review.</summary>
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
            : $"There is no approved text. Check {received} and rename it to {name}.txt.", text);
    }
}
