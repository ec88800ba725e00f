using System.Buffers.Binary;
using Harmonium.Data.Streams;
using Harmonium.Numerics;

namespace Harmonium.Data.Formats;

/// <summary>
/// The format of MNIST (LeCun, Cortes, Burges): 0, 0, number type, number of dimensions, the dimensions as big-endian int32,
/// the values big-endian; plain or gzip.
/// </summary>
internal sealed class IdxFormat : DataFormat
{
    internal override string Description => "IDX (.idx, .idx.gz, -ubyte, -ubyte.gz)";

    internal override bool Recognizes(string path) => EndsWithAny(path, ".idx", ".idx.gz", "-ubyte", "-ubyte.gz");

    internal override DataSplits Read(string path, DataLimits limits, DataOptions options)
    {
        string? labels = LabelsFileOf(path);
        Dataset data = ReadPair(NameOf(path), path, labels, limits, options);
        return new DataSplits(data, null, null);
    }

    /// <summary>Reads the examples of one file with the labels of another.</summary>
    internal static Dataset ReadPair(string name, string examplesPath, string? labelsPath, DataLimits limits, DataOptions options)
    {
        Dataset examples = ReadArray(examplesPath, limits).ToDataset(name, options);
        if (labelsPath is null)
            return examples;
        (int[] labels, IReadOnlyList<string>? names, _) = ReadArray(labelsPath, limits).ToLabels(limits);
        if (labels.Length != examples.Count)
            throw new DataFileException(labelsPath, $"has {labels.Length} labels, but {examplesPath} has {examples.Count} examples.");
        return new Dataset(name, examples.Examples, examples.Shape)
        {
            Labels = labels,
            ClassNames = names,
            Notices = [.. examples.Notices, $"Labels are read from {Path.GetFileName(labelsPath)}."],
        };
    }

    /// <summary>Reads one file with 1 to 4 dimensions.</summary>
    internal static NumberArray ReadArray(string path, DataLimits limits)
    {
        using ByteSource source = ByteSource.Open(path, limits);
        Span<byte> head = stackalloc byte[4];
        source.ReadExactly(head, "the IDX header");
        if (head[0] != 0 || head[1] != 0)
            throw new DataFileException(path,
                $"starts with the bytes {Convert.ToHexString(head)}; an IDX file starts with 0000. Check that this is the right file.");
        NumberKind kind = head[2] switch
        {
            0x08 => NumberKind.UInt8,
            0x09 => NumberKind.Int8,
            0x0B => NumberKind.Int16,
            0x0C => NumberKind.Int32,
            0x0D => NumberKind.Float32,
            0x0E => NumberKind.Float64,
            byte other => throw new DataFileException(path, $"has the number type 0x{other:X2}; IDX files use 0x08, 0x09, 0x0B, 0x0C, 0x0D and 0x0E."),
        };
        if (head[3] is 0 or > Tensor.MaximumRank)
            throw new DataFileException(path, $"has {head[3]} dimensions; 1 to {Tensor.MaximumRank} are expected.");
        int[] shape = new int[head[3]];
        for (int d = 0; d < shape.Length; d++)
        {
            source.ReadExactly(head, "the IDX dimensions");
            shape[d] = BinaryPrimitives.ReadInt32BigEndian(head);
            if (shape[d] < 0)
                throw new DataFileException(path, $"has {shape[d]} as dimension {d}; a dimension cannot be negative.");
        }

        return NumberArray.Read(source, shape, new NumberLayout(kind, BigEndian: true), columnMajor: false, limits);
    }

    /// <summary>Returns the label file that by convention accompanies an image file: train-images-idx3-ubyte, train-labels-idx1-ubyte.</summary>
    private static string? LabelsFileOf(string path)
    {
        string file = Path.GetFileName(path);
        string labels = file.Replace("images-idx3", "labels-idx1", StringComparison.Ordinal);
        string labelsPath = Path.Combine(Path.GetDirectoryName(path) ?? "", labels);
        return labels != file && File.Exists(labelsPath) ? labelsPath : null;
    }
}
