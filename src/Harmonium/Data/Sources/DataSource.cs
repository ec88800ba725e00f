using Harmonium.Data.Formats;
using Harmonium.Data.Images;
using Harmonium.Data.NamedSets;

namespace Harmonium.Data.Sources;

/// <summary>Opens data by name or path.</summary>
public static class DataSource
{
    /// <summary>Reads a named data set, or the file or folder at a path, and holds out the requested splits.</summary>
    /// <param name="nameOrPath">A name of <see cref="NamedSet.All"/>, or a path with an extension that determines the format.</param>
    /// <param name="locations">The folders of named data sets, and the decoder of images.</param>
    /// <param name="limits">The limits on the size of the data.</param>
    /// <param name="options">The options for reading.</param>
    /// <exception cref="DataFileException">The data set or file does not exist, or cannot be used.</exception>
    public static DataSplits Open(string nameOrPath, DataLocations locations, DataLimits limits, DataOptions options)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        ArgumentNullException.ThrowIfNull(locations);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(options);
        if (nameOrPath.Length == 0)
            throw new DataFileException("''", "is an empty name of data. Give the name of a data set, or the path of a file or folder.");
        DataSplits parts = NamedSet.Find(nameOrPath) is NamedSet set
            ? ReadNamed(set, locations, limits, options)
            : ReadPath(nameOrPath, locations.Images, limits, options);
        return HoldOut.From(parts, options);
    }

    private static DataSplits ReadNamed(NamedSet set, DataLocations locations, DataLimits limits, DataOptions options)
    {
        string? folder = locations.Find(set);
        if (folder is null)
        {
            string looked = string.Join(" or in ", locations.FoldersOf(set));
            string advice = set.WhereToGet.Length == 0
                ? $"Download it with: harmonium data get {set.Name}"
                : $"Put {string.Join(", ", set.Files.Select(file => file.Name))} into one of them. {set.WhereToGet}";
            throw new DataFileException(set.Name, $"the files of this data set are not in {looked}. {advice}");
        }

        return set.Read(folder, limits, options);
    }

    private static DataSplits ReadPath(string path, ImageDecoder? images, DataLimits limits, DataOptions options)
    {
        bool exists = File.Exists(path) || Directory.Exists(path);
        if (exists && ModelAt(path) is { } model)
            throw new DataFileException(path,
                $"is {model}, not data. Give it as the model of a command such as harmonium evaluate, and a data set as the data.");
        IReadOnlyList<DataFormat> known = DataFormat.All(images);
        DataFormat? format = known.FirstOrDefault(candidate => candidate.Recognizes(path));
        if (format is not null && (exists || !IsBareName(path)))
        {
            DataSplits parts = format.Read(path, limits, options);
            return ClassLabels.Suspicion(parts.Train) is { } suspicion ? parts with { Train = parts.Train.Noting($"Warning: {parts.Train.Name} {suspicion}") }
                : parts;
        }

        string formats = string.Join("; ", known.Select(candidate => candidate.Description));
        if (exists)
            throw new DataFileException(path, $"has no extension of a known format. Supported formats: {formats}.");
        string names = string.Join(", ", NamedSet.All.Select(set => set.Name));
        if (!IsBareName(path))
            throw new DataFileException(path, $"does not exist. Check the name and the folder. Supported formats: {formats}.");
        string hint = NameDistance.Hint(path, NamedSet.All.Select(set => set.Name));
        throw new DataFileException(Printable.Of(path),
            $"is neither a known data set nor a file or folder.{hint} Known data sets: {names}. Supported formats: {formats}.");
    }

    /// <summary>Returns what a path is if it is a model or a run and not data; else null.</summary>
    private static string? ModelAt(string path) => path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) && File.Exists(path) ? "a model file"
        : File.Exists(Path.Combine(path, "run.json")) && Directory.Exists(Path.Combine(path, "checkpoints")) ? "the folder of a run"
        : null;

    private static bool IsBareName(string path) => !path.AsSpan().ContainsAny("/\\.");
}
