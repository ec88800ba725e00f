namespace Harmonium.Data.NamedSets;

/// <summary>The USPS data set: digits of postal codes.</summary>
internal sealed class Usps : NamedSet
{
    /// <summary>The published files are sorted by class; this seed shuffles them.</summary>
    private const ulong OrderSeed = 1;

    /// <inheritdoc/>
    public override string Name => "usps";

    /// <inheritdoc/>
    public override string Description => "Digits from envelopes: 7,291 training and 2,007 (harder) test images.";

    /// <inheritdoc/>
    public override string Origin =>
        "US Postal Service, J. Hull; split of Hastie, Tibshirani, Friedman, “zip code” data; research use. The published files are sorted by class; here " +
        "they are in a seeded random order.";

    /// <inheritdoc/>
    public override ItemShape Shape => ItemShape.Image(16, 16);

    /// <inheritdoc/>
    public override IReadOnlyList<NamedSetFile> Files { get; } =
    [
        new("usps-train-images-idx3-ubyte.gz", 839525, "9d323e9eb330db59087579e0d83e9d7e2042ebc8978ad9c76b89554e386f1512"),
        new("usps-train-labels-idx1-ubyte.gz", 71, "ee885e49acf18cb5e44715b83603acdbdc086e85b54858aa5be563806670ef79"),
        new("usps-test-images-idx3-ubyte.gz", 233916, "37b74ca9225600b97a768e4ed8a81c888bde616e9125b0303ed06fe6400e3080"),
        new("usps-test-labels-idx1-ubyte.gz", 62, "f5314566f5f4e46864d4016796ef1ac02f3020250c25daa31f60c15ef4a1a4f5"),
    ];

    /// <inheritdoc/>
    public override string WhereToGet =>
        "The “zip code” data at https://hastie.su.domains/ElemStatLearn/data.html (zip.train.gz, zip.test.gz) are text with one line per image: the digit " +
            "and 256 numbers from −1 to 1. "
        + "Write them as IDX files of bytes, −1 as 0 and 1 as 255.";

    /// <inheritdoc/>
    public override DataSplits Read(string folder, DataLimits limits)
    {
        string[] digits = [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")];
        return new DataSplits(
            IdxSet.Read(this, folder, Files[0].Name, Files[1].Name, 7_291, digits, limits).Shuffled(OrderSeed),
            null,
            IdxSet.Read(this, folder, Files[2].Name, Files[3].Name, 2_007, digits, limits).Shuffled(OrderSeed));
    }
}
