using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Harmonium.Tests;

/// <summary>The source files of the repository, as they lie on disk.</summary>
internal static partial class SourceTree
{
    internal static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    /// <summary>The names of the projects in src.</summary>
    internal static IReadOnlyList<string> Projects { get; } =
        [.. Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>The C# files of a project, what the build made left out.</summary>
    internal static IReadOnlyList<string> FilesOf(string project) => [.. FilesBelow(Path.Combine(Root, "src", project)).Order(StringComparer.Ordinal)];

    /// <summary>The folder of a file below src, with slashes, such as Harmonium/Data/Text.</summary>
    internal static string FolderOf(string file) => Path.GetRelativePath(Path.Combine(Root, "src"), Path.GetDirectoryName(file)!).Replace('\\', '/');

    /// <summary>The namespaces that a file declares.</summary>
    internal static IReadOnlyList<string> NamespacesIn(string file) => Names(Namespace(), file);

    /// <summary>The namespaces that a file imports.</summary>
    internal static IReadOnlyList<string> UsingsIn(string file) => Names(Using(), file);

    /// <summary>The assembly that the build made of a project beside this one.</summary>
    internal static string AssemblyOf(string project)
    {
        string[] build = [.. Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory).Split(Path.DirectorySeparatorChar).TakeLast(3)];
        return Path.Combine([Root, "src", project, .. build, $"{project}.dll"]);
    }

    private static IEnumerable<string> FilesBelow(string folder) =>
        Directory.GetFiles(folder, "*.cs").Concat(Directory.GetDirectories(folder).Where(below => Path.GetFileName(below) is not ("bin" or "obj" or "node_modules")).SelectMany(FilesBelow));

    private static string[] Names(Regex pattern, string file) => [.. pattern.Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).Distinct()];

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^\s*namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(?:global )?using (?:static )?(?:\w+ = )?(Harmonium[\w.]*);", RegexOptions.Multiline)]
    private static partial Regex Using();
}
