using Harmonium.Data;
using Harmonium.Data.Sources;
using Harmonium.Numerics;
using Harmonium.Runs;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Tools.Fuzz;

/// <summary>A reader of files under test. It must read a file or throw one of the expected exceptions.</summary>
/// <param name="Extension">The file extension, which determines the format.</param>
/// <param name="Read">Reads a file.</param>
internal sealed record Target(string Extension, Action<string> Read)
{
    // Created on demand, because an instrumented library must not run before the fuzzer has set up its memory.
    private static DataLimits Small => new() { MaximumRows = 10_000, MaximumColumns = 10_000, MaximumBytes = 1 << 20, MaximumPixels = 10_000 };

    /// <summary>Gets the targets by their names on the command line.</summary>
    internal static IReadOnlyDictionary<string, Target> All { get; } = new Dictionary<string, Target>
    {
        ["model"] = new("safetensors", path => ModelKinds.BuiltIn.Open(path, Device.Default)),
        ["idx"] = new("idx", ReadData),
        ["npy"] = new("npy", ReadData),
        ["npz"] = new("npz", ReadData),
        ["csv"] = new("csv", ReadData),
    };

    /// <summary>Reads the bytes as a file. Any other exception than an expected one is a finding.</summary>
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
            // Invalid files must give one of these errors.
        }
    }

    private static void ReadData(string path) => DataSource.Open(path, new DataLocations(null, "data"), Small, new DataOptions());
}
