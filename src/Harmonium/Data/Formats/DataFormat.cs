using Harmonium.Data.Images;
namespace Harmonium.Data.Formats;

/// <summary>A data format, recognized by the path.</summary>
internal abstract class DataFormat
{
    /// <summary>Returns all formats, in the order in which they are tried.</summary>
    /// <param name="images">The decoder of images, or null.</param>
    internal static IReadOnlyList<DataFormat> All(ImageDecoder? images) =>
        [new IdxFormat(), new NpyFormat(), new NpzFormat(), new CsvFormat(), new TextArchiveFormat(), new TextFolderFormat(), new ImageFolderFormat(images)];

    /// <summary>The kind of path of this format, for messages.</summary>
    internal abstract string Description { get; }

    /// <summary>Returns true if a path has this format.</summary>
    internal abstract bool Recognizes(string path);

    /// <summary>Reads the data, with the splits that the source defines.</summary>
    /// <exception cref="DataFileException">The source cannot be used.</exception>
    internal abstract DataSplits Read(string path, DataLimits limits, DataOptions options);

    /// <summary>Returns the file's name without folder and extensions.</summary>
    private protected static string NameOf(string path)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            name = name[..^3];
        name = Path.GetFileNameWithoutExtension(name);
        return name.Length == 0 ? "data" : name;
    }

    private protected static bool EndsWithAny(string path, params ReadOnlySpan<string> endings)
    {
        foreach (string ending in endings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
