using Harmonium.Data.Letters;

namespace Harmonium.Tests.Data;

/// <summary>The letters and their default images, created once for all tests of a class.</summary>
public sealed class EmbeddedLetters
{
    private readonly Dictionary<LettersPart, LetterImages> _images;

    public EmbeddedLetters() => _images = Enum.GetValues<LettersPart>().ToDictionary(part => part, part => Letters.Images(part));

    internal LetterDrawings Letters { get; } = LetterDrawings.Read();

    internal LetterImages Images(LettersPart part) => _images[part];
}
