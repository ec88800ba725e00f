namespace Harmonium.Data.Letters;

/// <summary>Images of single capital letters with their labels.</summary>
/// <param name="Pixels">Gray values, [image, row, column]: 0 for background, 255 for full ink.</param>
/// <param name="Labels">The letter on each image, 0 for A to 25 for Z.</param>
/// <param name="Count">The number of images.</param>
internal sealed record LetterImages(byte[] Pixels, byte[] Labels, int Count)
{
    /// <summary>The number of rows of an image.</summary>
    public const int Height = 29;

    /// <summary>The number of columns of an image.</summary>
    public const int Width = 29;

    /// <summary>The number of letters.</summary>
    public const int Classes = 26;
}
