using System.Reflection;
using Harmonium.Tests.Storage;

namespace Harmonium.Tests.Runs;

/// <summary>Files that older versions of the program, or other programs, wrote; they lie in the folder Golden and are embedded in the tests.</summary>
internal static class GoldenFiles
{
    private const string Prefix = "Golden/";

    /// <summary>Writes a file into a folder.</summary>
    /// <returns>Its path.</returns>
    internal static string Extract(TemporaryFolder folder, string name)
    {
        string path = folder.At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using Stream from = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)
            ?? throw new FileNotFoundException("There is no such golden file.", name);
        using FileStream to = File.Create(path);
        from.CopyTo(to);
        return path;
    }

    /// <summary>Writes a folder, such as that of a run, into a folder.</summary>
    /// <returns>Its path.</returns>
    internal static string ExtractFolder(TemporaryFolder folder, string name)
    {
        string[] inside = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(resource => resource.StartsWith($"{Prefix}{name}/", StringComparison.Ordinal))];
        Assert.NotEmpty(inside);
        foreach (string resource in inside)
            Extract(folder, resource[Prefix.Length..]);
        return folder.At(name);
    }
}
