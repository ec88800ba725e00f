using Harmonium.Data.Sources;
using Harmonium.Data.Streams;

namespace Harmonium.Data.Formats;

/// <summary>
/// Decodes image files. The library itself contains no decoder, so that it needs no native library; a program passes one in
/// <see cref="DataLocations.Images"/>. A decoder keeps no state between images.
/// </summary>
public abstract class ImageDecoder
{
    /// <summary>The endings of files that are taken for images: PNG, JPEG, GIF, WebP and BMP. A decoder reads all of these formats.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"];

    /// <summary>Reads and decodes an image file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How many bytes the file and how many pixels the image may have.</param>
    /// <exception cref="DataFileException">The file cannot be read, is no image, is damaged, or exceeds a limit.</exception>
    public DecodedImage Decode(string path, DataLimits limits)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(limits);
        using ByteSource source = ByteSource.OpenPlain(path, limits);
        if (source.MostBytes > limits.MaximumImageFileBytes)
            throw new DataFileException(path, $"has {source.MostBytes} bytes; the limit of an image file is {limits.MaximumImageFileBytes}.");
        byte[] content = new byte[source.MostBytes];
        source.ReadExactly(content, "the image");
        return Decode(path, content, limits);
    }

    /// <summary>Decodes the content of an image file: the first frame, upright by its EXIF orientation.</summary>
    /// <param name="name">What errors call the image.</param>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="limits">How many pixels the image may have; checked before they are decoded.</param>
    /// <exception cref="DataFileException">The content is no image, is damaged, or has more pixels than <see cref="DataLimits.MaximumPixels"/>.</exception>
    public abstract DecodedImage Decode(string name, ReadOnlySpan<byte> content, DataLimits limits);
}
