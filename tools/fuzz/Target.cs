using Harmonium.Data;
using Harmonium.Data.Sources;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Tools.Fuzz;

/// <summary>A reader of files that a fuzzer feeds, and what it may answer: the right thing, or a refusal of its own kind.</summary>
/// <param name="Extension">What the file is called, since the name chooses the format.</param>
/// <param name="Read">Reads a file.</param>
internal sealed record Target(string Extension, Action<string> Read)
{
    // Made when it is wanted: an instrumented library must not run before the fuzzer has set up its memory.
    private static DataLimits Small => new() { MaximumRows = 10_000, MaximumColumns = 10_000, MaximumBytes = 1 << 20, MaximumPixels = 10_000 };

    /// <summary>Every target by the name on the command line.</summary>
    internal static IReadOnlyDictionary<string, Target> All { get; } = new Dictionary<string, Target>
    {
        ["model"] = new("safetensors", path => ModelKinds.BuiltIn.Open(path, Device.Default)),
        ["idx"] = new("idx", ReadData),
        ["npy"] = new("npy", ReadData),
        ["npz"] = new("npz", ReadData),
        ["csv"] = new("csv", ReadData),
    };

    /// <summary>Reads the bytes as a file; whatever else than a refusal is thrown is a finding.</summary>
    internal void Try(Stream bytes, string folder)
    {
        string path = Path.Combine(folder, $"input.{Extension}");
        using (FileStream file = File.Create(path))
            bytes.CopyTo(file);
        try
        {
            Read(path);
        }
        catch (Exception refusal) when (refusal is ModelFileException or DataFileException or StorageException)
        {
            // The promise: bad bytes get a clear error.
        }
    }

    private static void ReadData(string path) => DataSource.Open(path, new DataLocations(null, "data"), Small, new DataOptions());
}
