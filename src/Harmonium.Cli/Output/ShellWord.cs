namespace Harmonium.Cli.Output;

/// <summary>Quotes paths for a shell.</summary>
internal static class ShellWord
{
    /// <summary>Returns the path, in quotes if a shell needs them.</summary>
    internal static string Of(string path) =>
        path.All(c => char.IsLetterOrDigit(c) || c is '/' or '.' or '-' or '_') ? path : $"'{path.Replace("'", "'\\''")}'";
}
