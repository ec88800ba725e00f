using System.Runtime.InteropServices;
using Harmonium.Data;
using Harmonium.Data.Images;
using SkiaSharp;

namespace Harmonium.Imaging;

/// <summary>Decodes PNG, JPEG, GIF, WebP and BMP files with SkiaSharp, whose native library is included in this project.</summary>
/// <example><code>DataLocations locations = new(null, "data") { Images = SkiaImageDecoder.Default };</code></example>
public sealed class SkiaImageDecoder : ImageDecoder
{
    private SkiaImageDecoder()
    {
    }

    /// <summary>Gets the decoder. It has no state, so all threads can share it.</summary>
    public static SkiaImageDecoder Default { get; } = new();

    /// <inheritdoc/>
    public override DecodedImage Decode(string name, ReadOnlySpan<byte> content, DataLimits limits)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(limits);
        using SKData data = SKData.CreateCopy(content);
        using SKCodec? codec = SKCodec.Create(data);
        if (codec is null)
        {
            throw new DataFileException(
                name, "is not a readable image; expected PNG, JPEG, GIF, WebP or BMP. In a folder of images, remove the file or change its extension.");
        }

        SKImageInfo info = new(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        int mostPixels = Math.Min(limits.MaximumPixels, Array.MaxLength / 4);
        if ((long)info.Width * info.Height > mostPixels)
            throw new DataFileException(name, $"has {info.Height}×{info.Width} pixels; the limit is {mostPixels} pixels in total.");
        byte[] pixels = new byte[info.BytesSize];
        SKCodecResult result = GetPixels(codec, info, pixels);
        if (result != SKCodecResult.Success)
            throw new DataFileException(name, $"is a damaged or truncated image ({result}). Download the file again, or remove it.");
        return Upright(codec.EncodedOrigin, new DecodedImage(new ImageSize(info.Height, info.Width), pixels, codec.FrameCount > 1));
    }

    /// <summary>Returns the image rotated and mirrored according to its EXIF orientation.</summary>
    internal static DecodedImage Upright(SKEncodedOrigin origin, DecodedImage image)
    {
        (int height, int width) = (image.Size.Height, image.Size.Width);
        // Maps the row and column of the upright image to those of the stored image.
        Func<int, int, (int Row, int Column)>? place = origin switch
        {
            SKEncodedOrigin.TopRight => (row, column) => (row, width - 1 - column),
            SKEncodedOrigin.BottomRight => (row, column) => (height - 1 - row, width - 1 - column),
            SKEncodedOrigin.BottomLeft => (row, column) => (height - 1 - row, column),
            SKEncodedOrigin.LeftTop => (row, column) => (column, row),
            SKEncodedOrigin.RightTop => (row, column) => (height - 1 - column, row),
            SKEncodedOrigin.RightBottom => (row, column) => (height - 1 - column, width - 1 - row),
            SKEncodedOrigin.LeftBottom => (row, column) => (column, width - 1 - row),
            _ => null,
        };
        if (place is null)
            return image;
        ImageSize size = origin >= SKEncodedOrigin.LeftTop ? new ImageSize(width, height) : image.Size;
        ReadOnlySpan<uint> stored = MemoryMarshal.Cast<byte, uint>(image.Pixels.Span);
        byte[] pixels = new byte[image.Pixels.Length];
        Span<uint> upright = MemoryMarshal.Cast<byte, uint>(pixels.AsSpan());
        for (int row = 0; row < size.Height; row++)
        {
            for (int column = 0; column < size.Width; column++)
            {
                (int fromRow, int fromColumn) = place(row, column);
                upright[(row * size.Width) + column] = stored[(fromRow * width) + fromColumn];
            }
        }

        return new DecodedImage(size, pixels, image.IsAnimated);
    }

    private static SKCodecResult GetPixels(SKCodec codec, SKImageInfo info, byte[] pixels)
    {
        GCHandle pinned = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            return codec.GetPixels(info, pinned.AddrOfPinnedObject());
        }
        finally
        {
            pinned.Free();
        }
    }
}
