namespace Harmonium.Data.Formats;

/// <summary>The pixels of an image file, upright, with colors and transparency as they are stored.</summary>
public sealed class DecodedImage
{
    /// <summary>An image of a size.</summary>
    /// <param name="size">The size of the upright image.</param>
    /// <param name="pixels">[height · width · 4]: red, green, blue and alpha of each pixel, row by row; colors are not multiplied by alpha.</param>
    /// <param name="isAnimated">Whether the file has further frames, which are left out.</param>
    /// <exception cref="ArgumentException">The pixels are not four bytes per pixel of the size.</exception>
    public DecodedImage(ImageSize size, ReadOnlyMemory<byte> pixels, bool isAnimated)
    {
        ArgumentNullException.ThrowIfNull(size);
        long bytes = 4L * size.Height * size.Width;
        if (pixels.Length != bytes)
            throw new ArgumentException($"There are {pixels.Length} bytes; an image of {size} has {bytes}, four per pixel.", nameof(pixels));
        Size = size;
        Pixels = pixels;
        IsAnimated = isAnimated;
    }

    /// <summary>The size of the upright image.</summary>
    public ImageSize Size { get; }

    /// <summary>[height · width · 4]: red, green, blue and alpha of each pixel, row by row; colors are not multiplied by alpha.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>Whether the file has further frames, which are left out.</summary>
    public bool IsAnimated { get; }
}
