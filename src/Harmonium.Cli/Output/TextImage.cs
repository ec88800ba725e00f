using System.Text;
using Harmonium.Numerics;

namespace Harmonium.Cli.Output;

/// <summary>Draws images with characters, as many in a row as fit.</summary>
internal static class TextImage
{
    private const string Shades = " ░▒▓█";
    private const int Gap = 2;

    /// <summary>
    /// Draws images, [count, height, width], with values from 0 to 1. Each line shows two rows of pixels, because characters are twice as high as wide.
    /// </summary>
    internal static void Write(TextWriter writer, Tensor images, int width)
    {
        int height = images.Shape[1], columns = images.Shape[2];
        int count = Math.Min(images.Shape[0], (width + Gap) / (columns + Gap));
        for (int row = 0; row < height && count > 0; row += 2)
        {
            StringBuilder line = new();
            for (int image = 0; image < count; image++)
            {
                line.Append(' ', image == 0 ? 0 : Gap);
                ReadOnlySpan<float> pixels = images.RowRange(image, 1).AsSpan();
                for (int column = 0; column < columns; column++)
                {
                    float upper = pixels[(row * columns) + column], lower = row + 1 < height ? pixels[((row + 1) * columns) + column] : upper;
                    line.Append(Shades[(int)Math.Round(Math.Clamp((upper + lower) / 2, 0, 1) * (Shades.Length - 1))]);
                }
            }

            writer.WriteLine(line.ToString().TrimEnd());
        }
    }
}
