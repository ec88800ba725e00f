namespace Harmonium.Data;

/// <summary>What one example is: a vector of numbers, or an image of height × width × channels, row-major with the channel fastest.</summary>
public sealed record ItemShape
{
    private ItemShape(int height, int width, int channels, bool isImage)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if ((long)height * width * channels > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(height), $"An example of {height}×{width}×{channels} has more than {Array.MaxLength} numbers.");
        Height = height;
        Width = width;
        Channels = channels;
        IsImage = isImage;
    }

    /// <summary>The rows of an image; 1 for a vector.</summary>
    public int Height { get; }

    /// <summary>The columns of an image; the length of a vector.</summary>
    public int Width { get; }

    /// <summary>The numbers of one pixel: 1 for gray images and vectors.</summary>
    public int Channels { get; }

    /// <summary>Whether the example can be shown as a picture.</summary>
    public bool IsImage { get; }

    /// <summary>How many numbers one example has: height × width × channels.</summary>
    public int Columns => Height * Width * Channels;

    /// <summary>The shape of a vector.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is less than 1.</exception>
    public static ItemShape Vector(int length) => new(1, length, 1, isImage: false);

    /// <summary>The shape of an image.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A length is less than 1, or their product is more than an array can hold.</exception>
    public static ItemShape Image(int height, int width, int channels = 1) => new(height, width, channels, isImage: true);

    /// <summary>The shape in words, such as 28×28 or 12.</summary>
    public override string ToString() => (IsImage, Channels) switch
    {
        (false, _) => $"{Width}",
        (true, 1) => $"{Height}×{Width}",
        _ => $"{Height}×{Width}×{Channels}",
    };
}
