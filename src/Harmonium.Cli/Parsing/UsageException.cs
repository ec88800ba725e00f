namespace Harmonium.Cli.Parsing;

/// <summary>A command line that makes no sense: one line on what is wrong, one on what to do.</summary>
internal sealed class UsageException(string message, string hint) : Exception(message)
{
    /// <summary>What to do.</summary>
    internal string Hint { get; } = hint;
}
