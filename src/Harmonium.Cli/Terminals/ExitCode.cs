namespace Harmonium.Cli.Terminals;

/// <summary>The exit codes of commands. Scripts depend on these numbers.</summary>
internal static class ExitCode
{
    /// <summary>The command succeeded.</summary>
    internal const int Done = 0;

    /// <summary>The command failed, for example because of a file or the data.</summary>
    internal const int Failed = 1;

    /// <summary>The command line or a setting is not valid.</summary>
    internal const int Usage = 2;

    /// <summary>The training diverged.</summary>
    internal const int Diverged = 3;

    /// <summary>The user stopped the command with Ctrl-C.</summary>
    internal const int Canceled = 130;
}
