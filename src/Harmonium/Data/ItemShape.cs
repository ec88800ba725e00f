namespace Harmonium.Data;

/// <summary>The shape of one example: a vector, or an image of height × width × channels, row-major with the channel fastest.</summary>
public sealed record ItemShape
{
    private ItemShape(int height, int width, int channels, bool isImage)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if ((long)height * width * channels > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(height), $"An example of {height}×{width}×{channels} has more than {Array.MaxLength} values.");
        Height = height;
        Width = width;
        Channels = channels;
        IsImage = isImage;
    }

    /// <summary>The rows of an image; 1 for a vector.</summary>
    public int Height { get; }

    /// <summary>The columns of an image; the length of a vector.</summary>
    public int Width { get; }

    /// <summary>The number of values per pixel: 1 for grayscale images and vectors.</summary>
    public int Channels { get; }

    /// <summary>True if the example is an image.</summary>
    public bool IsImage { get; }

    /// <summary>The number of values per example: height × width × channels.</summary>
    public int Columns => Height * Width * Channels;

    /// <summary>Returns the shape of a vector.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is less than 1.</exception>
    public static ItemShape Vector(int length) => new(1, length, 1, isImage: false);

    /// <summary>Returns the shape of an image.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is less than 1, or their product exceeds the maximum array length.</exception>
    public static ItemShape Image(int height, int width, int channels = 1) => new(height, width, channels, isImage: true);

    /// <summary>Returns the shape as text, such as 28×28 or 12.</summary>
    public override string ToString() => (IsImage, Channels) switch
    {
        (false, _) => $"{Width}",
        (true, 1) => $"{Height}×{Width}",
        _ => $"{Height}×{Width}×{Channels}",
    };
}
