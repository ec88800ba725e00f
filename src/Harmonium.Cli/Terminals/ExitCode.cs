namespace Harmonium.Cli.Terminals;

/// <summary>What a command ends with; scripts depend on these numbers.</summary>
internal static class ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    internal const int Done = 0;

    /// <summary>Something failed: a file, the disk, the data.</summary>
    internal const int Failed = 1;

    /// <summary>The command line or a setting makes no sense.</summary>
    internal const int Usage = 2;

    /// <summary>A training diverged.</summary>
    internal const int Diverged = 3;

    /// <summary>The user stopped it, by Ctrl-C.</summary>
    internal const int Canceled = 130;
}
