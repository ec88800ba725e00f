using System.Runtime.CompilerServices;

namespace Harmonium.Experiments.Tests;

/// <summary>Compares text with a file beside the test; a difference is written next to it as *.received, to be looked at and approved.</summary>
internal static class Approved
{
    public static void Check(string name, string received, [CallerFilePath] string test = "")
    {
        string approved = Path.Combine(Path.GetDirectoryName(test)!, name), other = approved + ".received";
        if (File.Exists(approved) && File.ReadAllText(approved).ReplaceLineEndings("\n") == received)
            return;
        File.WriteAllText(other, received);
        Assert.Fail($"{other} differs from {approved}; if it is right, approve it by renaming it.");
    }
}
