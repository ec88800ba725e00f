using Harmonium.Data.Streams;

namespace Harmonium.Data.Formats;

/// <summary>One NumPy array; the first dimension counts examples.</summary>
internal sealed class NpyFormat : DataFormat
{
    internal override string Description => "NumPy (.npy)";

    internal override bool Recognizes(string path) => EndsWithAny(path, ".npy", ".npy.gz");

    internal override DataSplits Read(string path, DataLimits limits, DataOptions options)
    {
        using ByteSource source = ByteSource.Open(path, limits);
        return new DataSplits(ReadArray(source, limits).ToDataset(NameOf(path), options), null, null);
    }

    /// <summary>Reads the array of a source to its end.</summary>
    internal static NumberArray ReadArray(ByteSource source, DataLimits limits)
    {
        NpyHeader header = NpyHeader.Read(source);
        return NumberArray.Read(source, header.Shape, header.Layout, header.ColumnMajor, limits);
    }
}
