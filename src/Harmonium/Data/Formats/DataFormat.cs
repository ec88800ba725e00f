namespace Harmonium.Data.Formats;

/// <summary>A format that data are read from, recognized by the path.</summary>
internal abstract class DataFormat
{
    /// <summary>Every format, in the order in which they are asked.</summary>
    /// <param name="images">What decodes images, or null.</param>
    internal static IReadOnlyList<DataFormat> All(ImageDecoder? images) =>
        [new IdxFormat(), new NpyFormat(), new NpzFormat(), new CsvFormat(), new TextArchiveFormat(), new TextFolderFormat(), new ImageFolderFormat(images)];

    /// <summary>What a path of this format looks like, for messages.</summary>
    internal abstract string Description { get; }

    /// <summary>Whether a path looks like this format.</summary>
    internal abstract bool Recognizes(string path);

    /// <summary>Reads the data with the parts that the source itself knows.</summary>
    /// <exception cref="DataFileException">The source cannot be used.</exception>
    internal abstract DataSplits Read(string path, DataLimits limits, DataOptions options);

    /// <summary>The file's name without folder and endings.</summary>
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
