using Harmonium.Figures.Coloring;
using SkiaSharp;

namespace Harmonium.Figures.Tests;

/// <summary>A decoded PNG, read by Skia's decoder.</summary>
internal sealed class Picture(byte[] png)
{
    private readonly SKBitmap _bitmap = SKBitmap.Decode(png);

    public int Width => _bitmap.Width;

    public int Height => _bitmap.Height;

    public Color this[int x, int y]
    {
        get
        {
            SKColor color = _bitmap.GetPixel(x, y);
            return new Color(color.Red, color.Green, color.Blue);
        }
    }

    public int Count(Predicate<Color> wanted)
    {
        int count = 0;
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
                count += wanted(this[x, y]) ? 1 : 0;
        }

        return count;
    }
}
