namespace Harmonium.Data.NamedSets;

/// <summary>The Fashion-MNIST data set: images of clothes.</summary>
internal sealed class FashionMnist : NamedSet
{
    private const string Mirror = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";

    /// <inheritdoc/>
    public override string Name => "fashion-mnist";

    /// <inheritdoc/>
    public override string Description => "Images of clothes in ten classes: 60,000 training and 10,000 test images.";

    /// <inheritdoc/>
    public override string Origin => "Zalando Research, github.com/zalandoresearch/fashion-mnist; MIT.";

    /// <inheritdoc/>
    public override ItemShape Shape => ItemShape.Image(28, 28);

    /// <inheritdoc/>
    public override IReadOnlyList<NamedSetFile> Files { get; } =
    [
        File("train-images-idx3-ubyte.gz", 26421880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
        File("train-labels-idx1-ubyte.gz", 29515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
        File("t10k-images-idx3-ubyte.gz", 4422102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
        File("t10k-labels-idx1-ubyte.gz", 5148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
    ];

    /// <inheritdoc/>
    public override DataSplits Read(string folder, DataLimits limits)
    {
        string[] classes = ["T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];
        return new DataSplits(
            IdxSet.Read(this, folder, Files[0].Name, Files[1].Name, 60_000, classes, limits),
            null,
            IdxSet.Read(this, folder, Files[2].Name, Files[3].Name, 10_000, classes, limits));
    }

    private static NamedSetFile File(string name, long length, string sha256) => new(name, length, sha256, new Uri(Mirror + name));
}
