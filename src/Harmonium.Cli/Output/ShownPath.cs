namespace Harmonium.Cli.Output;

/// <summary>Shortens paths for messages.</summary>
internal static class ShownPath
{
    /// <summary>Returns the relative path if it is inside the current folder, else the full path.</summary>
    internal static string Of(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;
    }
}
