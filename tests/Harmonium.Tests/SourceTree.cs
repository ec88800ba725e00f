using System.Runtime.CompilerServices;

namespace Harmonium.Tests;

/// <summary>The source files of the repository, as they lie on disk.</summary>
internal static class SourceTree
{
    internal static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    /// <summary>The names of the projects in src.</summary>
    internal static IReadOnlyList<string> Projects { get; } =
    [
        .. Directory.GetDirectories(Path.Combine(Root, "src")).SelectMany(folder => Directory.GetFiles(folder, "*.csproj"))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The C# files of a project, what the build made left out.</summary>
    internal static IReadOnlyList<string> FilesOf(string project) => [.. FilesBelow(Path.Combine(Root, "src", project)).Order(StringComparer.Ordinal)];

    /// <summary>The folder of a file below src, with slashes, such as Harmonium/Data/Text.</summary>
    internal static string FolderOf(string file) => Path.GetRelativePath(Path.Combine(Root, "src"), Path.GetDirectoryName(file)!).Replace('\\', '/');

    /// <summary>The namespaces that a file declares.</summary>
    internal static IReadOnlyList<string> NamespacesIn(string file) => Names("namespace ", file);

    /// <summary>What a file imports, namespaces among it.</summary>
    internal static IReadOnlyList<string> UsingsIn(string file) => Names("using ", file);

    /// <summary>The assembly that the build made of a project beside this one.</summary>
    internal static string AssemblyOf(string project)
    {
        string[] build = [.. Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory).Split(Path.DirectorySeparatorChar).TakeLast(3)];
        return Path.Combine([Root, "src", project, .. build, $"{project}.dll"]);
    }

    private static IEnumerable<string> FilesBelow(string folder) =>
        Directory.GetFiles(folder, "*.cs")
            .Concat(Directory.GetDirectories(folder).Where(below => Path.GetFileName(below) is not ("bin" or "obj" or "node_modules")).SelectMany(FilesBelow));

    private static string[] Names(string keyword, string file) =>
    [
        .. File.ReadLines(file).Where(line => line.StartsWith(keyword, StringComparison.Ordinal))
            .Select(line => line[keyword.Length..].TrimEnd(';', '{', ' ')).Distinct(),
    ];

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
