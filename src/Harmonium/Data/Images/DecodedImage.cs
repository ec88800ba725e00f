namespace Harmonium.Data.Images;

/// <summary>The pixels of an image file, upright, with the stored colors and transparency.</summary>
public sealed class DecodedImage
{
    /// <summary>Creates an image.</summary>
    /// <param name="size">The size of the upright image.</param>
    /// <param name="pixels">[height · width · 4]: red, green, blue and alpha of each pixel, row by row; colors are not premultiplied.</param>
    /// <param name="isAnimated">True if the file has more frames, which are ignored.</param>
    /// <exception cref="ArgumentException">The pixels do not have four bytes per pixel of the size.</exception>
    public DecodedImage(ImageSize size, ReadOnlyMemory<byte> pixels, bool isAnimated)
    {
        ArgumentNullException.ThrowIfNull(size);
        long bytes = 4L * size.Height * size.Width;
        if (pixels.Length != bytes)
            throw new ArgumentException($"There are {pixels.Length} bytes; an image of {size} needs {bytes}, four per pixel.", nameof(pixels));
        Size = size;
        Pixels = pixels;
        IsAnimated = isAnimated;
    }

    /// <summary>The size of the upright image.</summary>
    public ImageSize Size { get; }

    /// <summary>[height · width · 4]: red, green, blue and alpha of each pixel, row by row; colors are not premultiplied.</summary>
    public ReadOnlyMemory<byte> Pixels { get; }

    /// <summary>True if the file has more frames, which are ignored.</summary>
    public bool IsAnimated { get; }
}
