namespace Harmonium.Cli.Parsing;

/// <summary>Thrown when a command line is not valid. Has an error message and a hint.</summary>
internal sealed class UsageException(string message, string hint) : Exception(message)
{
    /// <summary>The advice for the user.</summary>
    internal string Hint { get; } = hint;
}
