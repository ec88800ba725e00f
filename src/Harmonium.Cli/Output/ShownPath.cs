namespace Harmonium.Cli.Output;

/// <summary>A path as it is shown: short where it lies in the current folder.</summary>
internal static class ShownPath
{
    /// <summary>Relative to the current folder where it lies in it, else whole.</summary>
    internal static string Of(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;
    }
}
