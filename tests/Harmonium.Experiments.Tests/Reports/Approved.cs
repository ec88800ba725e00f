using System.Runtime.CompilerServices;

namespace Harmonium.Experiments.Tests;

/// <summary>Compares text with an approved file next to the test. If they differ, the text is written to *.received for review.</summary>
internal static class Approved
{
    public static void Check(string name, string received, [CallerFilePath] string test = "")
    {
        string approved = Path.Combine(Path.GetDirectoryName(test)!, name), other = approved + ".received";
        if (File.Exists(approved) && File.ReadAllText(approved).ReplaceLineEndings("\n") == received)
            return;
        File.WriteAllText(other, received);
        Assert.Fail($"{other} differs from {approved}. If the new text is correct, rename it to approve it.");
    }
}
