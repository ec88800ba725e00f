using System.Text;
using Harmonium.Data.Streams;

namespace Harmonium.Data.NamedSets;

/// <summary>The Caltech-101 Silhouettes data set: filled outlines of objects.</summary>
internal sealed class Caltech101Silhouettes : NamedSet
{
    private const ulong SplitSeed = 1;
    private const int Classes = 101;

    /// <inheritdoc/>
    public override string Name => "caltech101-silhouettes";

    /// <inheritdoc/>
    public override string Description =>
        "Binary silhouettes of objects of 101 classes: 4,100 training, 2,264 validation and 2,307 test images.";

    /// <inheritdoc/>
    public override string Origin =>
        "B. Marlin, people.cs.umass.edu/~marlin/data.shtml, from Caltech-101; research use. "
        + $"Split at random with seed {SplitSeed}, with the sizes of Marlin's split 1 but not its examples. "
        + "The object is 1 and the background 0, as in published likelihood tables; the published file has them inverted.";

    /// <inheritdoc/>
    public override ItemShape Shape => ItemShape.Image(28, 28);

    /// <inheritdoc/>
    public override IReadOnlyList<NamedSetFile> Files { get; } =
    [
        new("caltech101-silhouettes-images-idx3-ubyte.gz", 308855, "0577bf508968cb602977ea0d0a74409c38a515eb101a43d91a2cc6cfe74eebed"),
        new("caltech101-silhouettes-labels-idx1-ubyte.gz", 272, "829f93e2fbf895b3eeec9f86539d41edc8c18f0a37d2c589edd5767d11d233f4"),
        new("classnames.txt", 897, "25e981da76667e808e3d4e74d177864ec18797e7cf7b5f74eb0aa8053db95ec8"),
    ];

    /// <inheritdoc/>
    public override string WhereToGet =>
        "https://people.cs.umass.edu/~marlin/data/caltech101_silhouettes_28.mat is a Matlab file; write its X (column by column within an image) and Y as " +
            "IDX files of bytes, object 0 and background 255, and its class names as lines.";

    /// <inheritdoc/>
    public override DataSplits Read(string folder, DataLimits limits)
    {
        Dataset published = IdxSet.Read(this, folder, Files[0].Name, Files[1].Name, 8_671, ReadClassNames(Path.Combine(folder, Files[2].Name), limits), limits);
        ByteExamples bytes = (ByteExamples)published.Examples;
        byte[] objects = new byte[bytes.Count * bytes.Columns];
        for (int row = 0; row < bytes.Count; row++)
        {
            ReadOnlySpan<byte> pixels = bytes.Row(row);
            for (int column = 0; column < pixels.Length; column++)
                objects[(row * bytes.Columns) + column] = (byte)(255 - pixels[column]);
        }

        IReadOnlyList<Dataset> parts = new Dataset(Name, new ByteExamples(objects, bytes.Columns), Shape)
        {
            Labels = published.Labels,
            ClassNames = published.ClassNames,
            Origin = Origin,
        }.Split(SplitSeed, 4_100, 2_264, 2_307);
        return new DataSplits(parts[0], parts[1], parts[2]);
    }

    private static List<string> ReadClassNames(string path, DataLimits limits)
    {
        using ByteSource source = ByteSource.Open(path, limits);
        LineReader lines = new(source, limits);
        List<string> names = [];
        while (names.Count <= Classes && lines.TryRead(out ReadOnlySpan<byte> line))
            names.Add(Encoding.UTF8.GetString(line));
        if (names.Count != Classes)
            throw new DataFileException(path,
                $"has {(names.Count > Classes ? "more than " + Classes : names.Count)} lines; one line for each of {Classes} classes is expected. Fetch the " +
                "file again.");
        return names;
    }
}
