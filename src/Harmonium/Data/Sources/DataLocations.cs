using Harmonium.Data.Formats;
using Harmonium.Data.NamedSets;

namespace Harmonium.Data.Sources;

/// <summary>Where named data sets are looked for: a folder that the user named, then the user's cache; and what decodes image files.</summary>
/// <param name="Folder">The folder of $HARMONIUM_DATA, where it is set.</param>
/// <param name="Cache">The folder that downloads go to.</param>
public sealed record DataLocations(string? Folder, string Cache)
{
    /// <summary>The variable that names the folder.</summary>
    public const string FolderVariable = "HARMONIUM_DATA";

    /// <summary>What decodes the files of an image folder; null by default, and then image folders are refused.</summary>
    /// <remarks>The library itself decodes no images. The project Harmonium.Imaging has a decoder, <c>SkiaImageDecoder</c>.</remarks>
    public ImageDecoder? Images { get; init; }

    /// <summary>
    /// The locations that an environment tells: $HARMONIUM_DATA; then $XDG_CACHE_HOME/harmonium/data, or the same below the user's folder of local application
    /// data.
    /// </summary>
    /// <param name="variable">Looks up a variable of the environment.</param>
    /// <param name="localApplicationData">The user's folder of local application data.</param>
    public static DataLocations From(Func<string, string?> variable, string localApplicationData)
    {
        ArgumentNullException.ThrowIfNull(variable);
        string? cache = variable("XDG_CACHE_HOME");
        // The XDG base directory specification has relative paths ignored.
        string root = !string.IsNullOrEmpty(cache) && Path.IsPathRooted(cache) ? cache : localApplicationData;
        string? folder = variable(FolderVariable);
        return new DataLocations(string.IsNullOrEmpty(folder) ? null : folder, Path.Combine(root, "harmonium", "data"));
    }

    /// <summary>The folders in which a named set may be, first choice first.</summary>
    public IReadOnlyList<string> FoldersOf(NamedSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        string inCache = Path.Combine(Cache, set.Name);
        return Folder is null ? [inCache] : [Path.Combine(Folder, set.Name), inCache];
    }

    /// <summary>The first folder that holds all files of a named set, or null.</summary>
    public string? Find(NamedSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return FoldersOf(set).FirstOrDefault(folder => set.Files.All(file => File.Exists(Path.Combine(folder, file.Name))));
    }
}
