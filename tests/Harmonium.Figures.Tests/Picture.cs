using Harmonium.Figures.Colours;
using SkiaSharp;

namespace Harmonium.Figures.Tests;

/// <summary>A decoded PNG, read by Skia's decoder.</summary>
internal sealed class Picture(byte[] png)
{
    private readonly SKBitmap _bitmap = SKBitmap.Decode(png);

    public int Width => _bitmap.Width;

    public int Height => _bitmap.Height;

    public Colour this[int x, int y]
    {
        get
        {
            SKColor colour = _bitmap.GetPixel(x, y);
            return new Colour(colour.Red, colour.Green, colour.Blue);
        }
    }

    public int Count(Predicate<Colour> wanted)
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
