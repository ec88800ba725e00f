using Harmonium.Data.Sources;
using Harmonium.Data.Streams;

namespace Harmonium.Data.Images;

/// <summary>
/// Decodes image files. The library contains no decoder, so that it needs no native library; a program provides one in
/// <see cref="DataLocations.Images"/>. A decoder keeps no state between images.
/// </summary>
public abstract class ImageDecoder
{
    /// <summary>The extensions of image files: PNG, JPEG, GIF, WebP and BMP. A decoder supports all these formats.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"];

    /// <summary>Reads and decodes an image file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">The limits on the size of the file and on the number of pixels.</param>
    /// <exception cref="DataFileException">The file cannot be read, is not an image, is damaged, or exceeds a limit.</exception>
    public DecodedImage Decode(string path, DataLimits limits)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(limits);
        using ByteSource source = ByteSource.OpenPlain(path, limits);
        if (source.MostBytes > limits.MaximumImageFileBytes)
            throw new DataFileException(path, $"has {source.MostBytes} bytes; the limit for an image file is {limits.MaximumImageFileBytes}.");
        byte[] content = new byte[source.MostBytes];
        source.ReadExactly(content, "the image");
        return Decode(path, content, limits);
    }

    /// <summary>Decodes the content of an image file: the first frame, upright according to its EXIF orientation.</summary>
    /// <param name="name">The name of the image in errors.</param>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="limits">The limit on the number of pixels, checked before decoding.</param>
    /// <exception cref="DataFileException">The content is not an image, is damaged, or has more than <see cref="DataLimits.MaximumPixels"/> pixels.</exception>
    public abstract DecodedImage Decode(string name, ReadOnlySpan<byte> content, DataLimits limits);
}
