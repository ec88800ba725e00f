using Harmonium.Data.Streams;
using SkiaSharp;

namespace Harmonium.Data.Formats;

/// <summary>Reads one image file as grey levels.</summary>
internal static class ImageDecoder
{
    /// <summary>The endings of files that are taken for images.</summary>
    internal static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"];

    /// <summary>
    /// Decodes a file, upright by its EXIF orientation; transparent pixels are laid over white, colours become their luma
    /// 0.299 R + 0.587 G + 0.114 B (Rec. ITU-R BT.601), rounded; the first frame of an animation counts.
    /// </summary>
    internal static DecodedImage Decode(string path, DataLimits limits)
    {
        using SKData data = SKData.CreateCopy(ReadFile(path, limits));
        using SKCodec? codec = SKCodec.Create(data);
        if (codec is null)
            throw new DataFileException(path, "is no image that can be read; PNG, JPEG, GIF, WebP or BMP is expected. Remove it from the folder, or give it another ending.");
        SKImageInfo info = new(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        if ((long)info.Width * info.Height > limits.MaximumPixels)
            throw new DataFileException(path, $"has {info.Height}×{info.Width} pixels; the limit is {limits.MaximumPixels} in all.");
        byte[] pixels = new byte[info.BytesSize];
        SKCodecResult result = GetPixels(codec, info, pixels);
        if (result != SKCodecResult.Success)
            throw new DataFileException(path, $"is a damaged or cut-off image ({result}). Fetch the file again, or remove it.");
        byte[] grey = ToGrey(pixels, out bool colour, out bool transparent);
        return Upright(codec.EncodedOrigin, new DecodedImage(info.Height, info.Width, grey, colour, transparent, codec.FrameCount > 1));
    }

    private static SKCodecResult GetPixels(SKCodec codec, SKImageInfo info, byte[] pixels)
    {
        System.Runtime.InteropServices.GCHandle pinned = System.Runtime.InteropServices.GCHandle.Alloc(pixels, System.Runtime.InteropServices.GCHandleType.Pinned);
        try
        {
            return codec.GetPixels(info, pinned.AddrOfPinnedObject());
        }
        finally
        {
            pinned.Free();
        }
    }

    private static byte[] ReadFile(string path, DataLimits limits)
    {
        using ByteSource source = ByteSource.OpenPlain(path, limits);
        if (source.MostBytes > limits.MaximumImageFileBytes)
            throw new DataFileException(path, $"has {source.MostBytes} bytes; the limit of an image file is {limits.MaximumImageFileBytes}.");
        byte[] bytes = new byte[source.MostBytes];
        source.ReadExactly(bytes, "the image");
        return bytes;
    }

    private static byte[] ToGrey(byte[] rgba, out bool colour, out bool transparent)
    {
        byte[] grey = new byte[rgba.Length / 4];
        colour = false;
        transparent = false;
        for (int i = 0; i < grey.Length; i++)
        {
            (int red, int green, int blue, int alpha) = (rgba[4 * i], rgba[(4 * i) + 1], rgba[(4 * i) + 2], rgba[(4 * i) + 3]);
            if (alpha < 255)
            {
                transparent = true;
                (red, green, blue) = (OverWhite(red, alpha), OverWhite(green, alpha), OverWhite(blue, alpha));
            }

            colour |= red != green || green != blue;
            grey[i] = (byte)(((299 * red) + (587 * green) + (114 * blue) + 500) / 1000);
        }

        return grey;
    }

    private static int OverWhite(int level, int alpha) => ((level * alpha) + (255 * (255 - alpha)) + 127) / 255;

    /// <summary>The image as its EXIF orientation says it is to be seen.</summary>
    internal static DecodedImage Upright(SKEncodedOrigin origin, DecodedImage image)
    {
        (int height, int width) = (image.Height, image.Width);
        // Where the pixel of the upright image at a row and column stands in the stored one.
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
        (int newHeight, int newWidth) = origin >= SKEncodedOrigin.LeftTop ? (width, height) : (height, width);
        byte[] grey = new byte[image.Grey.Length];
        for (int row = 0; row < newHeight; row++)
        {
            for (int column = 0; column < newWidth; column++)
            {
                (int fromRow, int fromColumn) = place(row, column);
                grey[(row * newWidth) + column] = image.Grey[(fromRow * width) + fromColumn];
            }
        }

        return image with { Height = newHeight, Width = newWidth, Grey = grey };
    }
}
