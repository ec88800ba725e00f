namespace Harmonium.Data.NamedSets;

/// <summary>The OCR Letters data set: handwritten lowercase letters.</summary>
internal sealed class OcrLetters : NamedSet
{
    private const ulong SplitSeed = 1;

    /// <inheritdoc/>
    public override string Name => "ocr-letters";

    /// <inheritdoc/>
    public override string Description =>
        "Binary images of handwritten lowercase letters: 32,152 training, 10,000 validation and 10,000 test images.";

    /// <inheritdoc/>
    public override string Origin =>
        "R. Kassel (MIT SLS), B. Taskar, ai.stanford.edu/~btaskar/ocr; free for research. "
        + $"Split at random with seed {SplitSeed}, with the sizes of Larochelle, Bengio, Turian (2010), whose split was not published " +
            "with the data.";

    /// <inheritdoc/>
    public override ItemShape Shape => ItemShape.Image(16, 8);

    /// <inheritdoc/>
    public override IReadOnlyList<NamedSetFile> Files { get; } =
    [
        new("ocr-letters-images-idx3-ubyte.gz", 511770, "35755c7e7ef92d7458cc41bc14dec5eb2fda167128171a52eabeb5dd7797fc09"),
        new("ocr-letters-labels-idx1-ubyte.gz", 888, "f443022e5cd0e29ae98503ea86ecc95de159144047c386acdd862e2b43ddb6d0"),
    ];

    /// <inheritdoc/>
    public override string WhereToGet =>
        "https://ai.stanford.edu/~btaskar/ocr/letter.data.gz is a table with one line per letter; its last 128 columns are the pixels. Write them as IDX " +
            "files of bytes, 0 and 255.";

    /// <inheritdoc/>
    public override DataSplits Read(string folder, DataLimits limits)
    {
        string[] letters = [.. Enumerable.Range('a', 26).Select(letter => $"{(char)letter}")];
        IReadOnlyList<Dataset> parts = IdxSet.Read(this, folder, Files[0].Name, Files[1].Name, 52_152, letters, limits)
            .Split(SplitSeed, 32_152, 10_000, 10_000);
        return new DataSplits(parts[0], parts[1], parts[2]);
    }
}
