using Harmonium.Data.Letters;

namespace Harmonium.Data.NamedSets;

/// <summary>Capital letters of many typefaces, built into the program.</summary>
internal sealed class LettersSet : NamedSet
{
    /// <inheritdoc/>
    public override string Name => "letters";

    /// <inheritdoc/>
    public override string Description =>
        "The capital letters A–Z of many typefaces, slightly rotated, scaled and shifted. The splits have different typefaces. " +
        "Built in.";

    /// <inheritdoc/>
    public override string Origin => "Drawn for Harmonium from freely licensed typefaces; NOTICE.md lists each with its license.";

    /// <inheritdoc/>
    public override ItemShape Shape => ItemShape.Image(LetterImages.Height, LetterImages.Width);

    /// <inheritdoc/>
    public override IReadOnlyList<NamedSetFile> Files => [];

    /// <inheritdoc/>
    public override DataSplits Read(string folder, DataLimits limits)
    {
        LetterDrawings letters = LetterDrawings.Read();
        return new DataSplits(Part(letters, LettersPart.Train), Part(letters, LettersPart.Validation), Part(letters, LettersPart.Test));
    }

    private Dataset Part(LetterDrawings letters, LettersPart part)
    {
        LetterImages images = letters.Images(part);
        return new Dataset(Name, new ByteExamples(images.Pixels, LetterImages.Height * LetterImages.Width), Shape)
        {
            Labels = [.. images.Labels],
            ClassNames = [.. Enumerable.Range('A', LetterImages.Classes).Select(letter => $"{(char)letter}")],
            Origin = Origin,
        };
    }
}
