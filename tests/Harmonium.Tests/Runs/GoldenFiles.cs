using System.Reflection;
using Harmonium.Tests.Storage;

namespace Harmonium.Tests.Runs;

/// <summary>Files written by older versions of the program or by other programs. They are in the folder Golden and embedded in the test assembly.</summary>
internal static class GoldenFiles
{
    private const string Prefix = "Golden/";

    /// <summary>Writes a golden file to a folder.</summary>
    /// <returns>The path of the file.</returns>
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

    /// <summary>Writes a golden folder, such as a run folder, to a folder.</summary>
    /// <returns>The path of the written folder.</returns>
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
