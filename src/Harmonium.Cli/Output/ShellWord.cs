namespace Harmonium.Cli.Output;

/// <summary>A path as a user can paste it into a shell.</summary>
internal static class ShellWord
{
    /// <summary>The path itself where a shell takes it as it is, else between quotes.</summary>
    internal static string Of(string path) =>
        path.All(c => char.IsLetterOrDigit(c) || c is '/' or '.' or '-' or '_') ? path : $"'{path.Replace("'", "'\\''")}'";
}
