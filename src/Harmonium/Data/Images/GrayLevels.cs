namespace Harmonium.Data.Images;

/// <summary>Converts decoded images to gray levels.</summary>
internal static class GrayLevels
{
    /// <summary>
    /// Returns the gray levels of an image, [height · width]: 0 is black, 255 white. Transparent pixels are drawn over white. Colors become their luma
    /// 0.299 R + 0.587 G + 0.114 B (Rec. ITU-R BT.601), rounded.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="hadColors">True if the image had colors.</param>
    /// <param name="hadTransparency">True if the image had transparent pixels.</param>
    internal static byte[] Of(DecodedImage image, out bool hadColors, out bool hadTransparency)
    {
        ReadOnlySpan<byte> pixels = image.Pixels.Span;
        byte[] levels = new byte[pixels.Length / 4];
        hadColors = false;
        hadTransparency = false;
        for (int i = 0; i < levels.Length; i++)
        {
            ReadOnlySpan<byte> pixel = pixels.Slice(4 * i, 4);
            (int red, int green, int blue, int alpha) = (pixel[0], pixel[1], pixel[2], pixel[3]);
            if (alpha < 255)
            {
                hadTransparency = true;
                (red, green, blue) = (OverWhite(red, alpha), OverWhite(green, alpha), OverWhite(blue, alpha));
            }

            hadColors |= red != green || green != blue;
            levels[i] = (byte)(((299 * red) + (587 * green) + (114 * blue) + 500) / 1000);
        }

        return levels;
    }

    private static int OverWhite(int level, int alpha) => ((level * alpha) + (255 * (255 - alpha)) + 127) / 255;
}
