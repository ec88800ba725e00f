using System.Reflection;

namespace Harmonium.Tests.Data;

/// <summary>Small data files as other programs write them, embedded in the tests.</summary>
internal static class CaseFiles
{
    private const string Prefix = "Cases/";

    /// <summary>Writes a file, or all files of a folder, below a folder and returns its path there.</summary>
    internal static string Write(string folder, string name)
    {
        Assembly tests = Assembly.GetExecutingAssembly();
        string[] found = [.. tests.GetManifestResourceNames().Select(each => each.Replace('\\', '/'))
            .Where(each => each == Prefix + name || each.StartsWith($"{Prefix}{name}/", StringComparison.Ordinal))];
        Assert.NotEmpty(found);
        foreach (string resource in found)
        {
            string path = Path.Combine(folder, resource[Prefix.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using Stream content = tests.GetManifestResourceStream(resource)!;
            using FileStream file = File.Create(path);
            content.CopyTo(file);
        }

        return Path.Combine(folder, name);
    }
}
