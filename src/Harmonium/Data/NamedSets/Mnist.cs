namespace Harmonium.Data.NamedSets;

/// <summary>The MNIST data set: handwritten digits.</summary>
internal sealed class Mnist : NamedSet
{
    private const string Mirror = "https://ossci-datasets.s3.amazonaws.com/mnist/";

    /// <inheritdoc/>
    public override string Name => "mnist";

    /// <inheritdoc/>
    public override string Description => "Handwritten digits: 60,000 training and 10,000 test images.";

    /// <inheritdoc/>
    public override string Origin => "Y. LeCun, C. Cortes, C. Burges, yann.lecun.com/exdb/mnist; CC BY-SA 3.0.";

    /// <inheritdoc/>
    public override ItemShape Shape => ItemShape.Image(28, 28);

    /// <inheritdoc/>
    public override IReadOnlyList<NamedSetFile> Files { get; } =
    [
        File("train-images-idx3-ubyte.gz", 9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        File("train-labels-idx1-ubyte.gz", 28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        File("t10k-images-idx3-ubyte.gz", 1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        File("t10k-labels-idx1-ubyte.gz", 4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ];

    /// <inheritdoc/>
    public override DataSplits Read(string folder, DataLimits limits)
    {
        string[] digits = [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")];
        return new DataSplits(
            IdxSet.Read(this, folder, Files[0].Name, Files[1].Name, 60_000, digits, limits),
            null,
            IdxSet.Read(this, folder, Files[2].Name, Files[3].Name, 10_000, digits, limits));
    }

    private static NamedSetFile File(string name, long length, string sha256) => new(name, length, sha256, new Uri(Mirror + name));
}
