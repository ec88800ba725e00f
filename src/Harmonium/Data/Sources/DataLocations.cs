using Harmonium.Data.Images;
using Harmonium.Data.NamedSets;

namespace Harmonium.Data.Sources;

/// <summary>The folders that are searched for named data sets, a folder given by the user and then the user's cache, and the decoder of images.</summary>
/// <param name="Folder">The folder in $HARMONIUM_DATA; null if it is not set.</param>
/// <param name="Cache">The folder for downloads.</param>
public sealed record DataLocations(string? Folder, string Cache)
{
    /// <summary>The environment variable with the folder.</summary>
    public const string FolderVariable = "HARMONIUM_DATA";

    /// <summary>The decoder for image folders; null by default, which means that image folders are not supported.</summary>
    /// <remarks>The library itself contains no decoder. The project Harmonium.Imaging provides one, <c>SkiaImageDecoder</c>.</remarks>
    public ImageDecoder? Images { get; init; }

    /// <summary>
    /// Returns the locations given by the environment: $HARMONIUM_DATA; then $XDG_CACHE_HOME/harmonium/data, or the same path below the user's folder of
    /// local application data.
    /// </summary>
    /// <param name="variable">Returns the value of an environment variable.</param>
    /// <param name="localApplicationData">The user's folder of local application data.</param>
    public static DataLocations From(Func<string, string?> variable, string localApplicationData)
    {
        ArgumentNullException.ThrowIfNull(variable);
        string? cache = variable("XDG_CACHE_HOME");
        // The XDG base directory specification requires that relative paths are ignored.
        string root = !string.IsNullOrEmpty(cache) && Path.IsPathRooted(cache) ? cache : localApplicationData;
        string? folder = variable(FolderVariable);
        return new DataLocations(string.IsNullOrEmpty(folder) ? null : folder, Path.Combine(root, "harmonium", "data"));
    }

    /// <summary>Returns the folders that are searched for a data set, in order of preference.</summary>
    internal IReadOnlyList<string> FoldersOf(NamedSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        string inCache = Path.Combine(Cache, set.Name);
        return Folder is null ? [inCache] : [Path.Combine(Folder, set.Name), inCache];
    }

    /// <summary>Returns the first folder that contains all files of a data set, or null.</summary>
    internal string? Find(NamedSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return FoldersOf(set).FirstOrDefault(folder => set.Files.All(file => File.Exists(Path.Combine(folder, file.Name))));
    }
}
