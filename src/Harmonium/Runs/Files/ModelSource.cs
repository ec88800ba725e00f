using Harmonium.Data;
using Harmonium.Data.Formats;
using Harmonium.Numerics;
using Harmonium.Runs.Inputs;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Runs.Files;

/// <summary>Reads a model from a file of this program, or from the plain weights of another one: safetensors without our metadata, or NPZ.</summary>
internal static class ModelSource
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="orientation">The orientation of weights without a description; null to tell it from their shapes.</param>
    /// <param name="files">The file store; the local disk if null.</param>
    /// <returns>The model, upgraded to the current version, and notices about what was assumed.</returns>
    /// <exception cref="StorageException">The file does not exist or cannot be read.</exception>
    /// <exception cref="ModelFileException">The file is damaged, or not a model.</exception>
    internal static (ModelFile File, IReadOnlyList<string> Notices) Read(string path, WeightOrientation? orientation, FileStore? files = null)
    {
        if (path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            return OfArchive(path, orientation, files);
        if (DataFormat.All(null).FirstOrDefault(format => File.Exists(path) && format.Recognizes(path)) is { } data)
            throw new ModelFileException(path, $"it is a data file, {data.Description}, not a model. Give it as `data`, and a run folder or a model file as " +
                "the model.");
        TensorFile content = SafeTensors.Read(path, ModelFile.Strict, files);
        if (content.Metadata.ContainsKey("machine") || ForeignRbm.Find(content.Tensors.Keys) is not { } names)
            return (Version1.Upgrade(ModelFile.Of(path, content)), []);
        return ForeignRbm.Read(path, content.Tensors.Where(pair => names.Contains(pair.Key)).ToDictionary(),
            [.. content.Tensors.Keys.Except(names).Order(StringComparer.Ordinal)], orientation);
    }

    private static (ModelFile File, IReadOnlyList<string> Notices) OfArchive(string path, WeightOrientation? orientation, FileStore? files)
    {
        if (!(files ?? FileStore.Disk).FileExists(path))
            throw StorageException.While("read", path, new FileNotFoundException());
        try
        {
            using NpzArchive archive = NpzArchive.Open(path, DataLimits.Default);
            if (ForeignRbm.Find(archive.Names) is not { } names)
                throw new ModelFileException(path, $"it has no weights of an RBM: it contains {archive.Describe()}; expected {ForeignRbm.KnownNames}. " +
                    "If these are data, give the file as `data`.");
            Dictionary<string, Tensor> tensors = names.ToDictionary(name => name, name => archive.Read(name).ToTensor());
            return ForeignRbm.Read(path, tensors, [.. archive.Names.Except(names).Order(StringComparer.Ordinal)], orientation);
        }
        catch (DataFileException exception)
        {
            throw new ModelFileException(path, exception.Message, innerException: exception);
        }
    }
}
