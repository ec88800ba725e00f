namespace Harmonium.Data.Letters;

/// <summary>Images of single capital letters with their classes.</summary>
/// <param name="Pixels">Gray values [image, row, column], 0 where there is no ink and 255 where there is nothing else.</param>
/// <param name="Labels">The letter on each image, 0 for A to 25 for Z.</param>
/// <param name="Count">How many images there are.</param>
public sealed record LetterImages(byte[] Pixels, byte[] Labels, int Count)
{
    /// <summary>Rows of an image.</summary>
    public const int Height = 29;

    /// <summary>Columns of an image.</summary>
    public const int Width = 29;

    /// <summary>Letters of the alphabet.</summary>
    public const int Classes = 26;
}
