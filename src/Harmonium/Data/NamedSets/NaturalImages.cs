namespace Harmonium.Data.NamedSets;

/// <summary>Photographs of nature, for training on patches.</summary>
internal sealed class NaturalImages : NamedSet
{
    private const int Photographs = 50;
    private const int ToLearnFrom = 40;

    /// <inheritdoc/>
    public override string Name => "natural-images";

    /// <inheritdoc/>
    public override string Description => "50 grayscale photographs of 321×481 pixels, for training on patches: 40 training and 10 test images.";

    /// <inheritdoc/>
    public override string Origin =>
        "BSDS500 train split, Berkeley Computer Vision Group (Martin, Fowlkes, Tal, Malik 2001; Arbeláez et al. 2011): its first 50 landscape-format " +
            "photographs by name, converted to gray; for research and education, not commercial use.";

    /// <inheritdoc/>
    public override ItemShape Shape => ItemShape.Image(321, 481);

    /// <inheritdoc/>
    public override IReadOnlyList<NamedSetFile> Files { get; } =
        [new("bsds500-train50-gray-idx3-ubyte.gz", 5937307, "0f00769fcf3545355ee65107c35ef8476100222b0b07b77e69e6cd5205fb765a")];

    /// <inheritdoc/>
    public override string WhereToGet =>
        "https://www2.eecs.berkeley.edu/Research/Projects/CS/vision/grouping/BSR/BSR_bsds500.tgz contains JPEG files. Convert the first 50 of the train " +
            "split that are 481 wide and 321 high, by name, to gray (luma), and write them as one IDX file of bytes.";

    /// <inheritdoc/>
    public override DataSplits Read(string folder, DataLimits limits)
    {
        Dataset all = IdxSet.Read(this, folder, Files[0].Name, null, Photographs, null, limits);
        return new DataSplits(all.Range(0, ToLearnFrom), null, all.Range(ToLearnFrom, Photographs - ToLearnFrom));
    }
}
