using Harmonium.Figures.Fonts;
using SkiaSharp;

namespace Harmonium.Figures.Images;

/// <summary>A white canvas for images, lines and text, as palette indices.</summary>
internal sealed class SheetCanvas
{
    private readonly int _width;
    private readonly int _height;
    private readonly SheetPalette _palette;
    private readonly byte[] _pixels;

    internal SheetCanvas(int width, int height, SheetPalette palette)
    {
        (_width, _height, _palette) = (width, height, palette);
        _pixels = new byte[checked(width * height)];
        _pixels.AsSpan().Fill(palette.Paper);
    }

    internal void Fill(int left, int top, int width, int height, byte index)
    {
        for (int y = top; y < top + height; y++)
            _pixels.AsSpan((y * _width) + left, width).Fill(index);
    }

    /// <summary>Draws an image. Every number is a square with a side of <paramref name="size"/> pixels.</summary>
    internal void Image(int left, int top, int size, ReadOnlySpan<float> numbers, int imageWidth, Shading shading, (float Low, float High) range)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            byte index = float.IsFinite(numbers[i]) ? shading.LevelOf(numbers[i], range) : _palette.Absent;
            Fill(left + (i % imageWidth * size), top + (i / imageWidth * size), size, size, index);
        }
    }

    /// <summary>Draws text that is vertically centered at <paramref name="middle"/> and aligned at <paramref name="x"/>.</summary>
    internal void Text(string words, float x, float middle, float size, SKTextAlign align)
    {
        using SKFont font = HouseFont.At(size);
        using SKPaint ink = new() { Color = SKColors.White, IsAntialias = true };
        font.GetFontMetrics(out SKFontMetrics metrics);
        int top = Math.Max(0, (int)(middle - size)), bottom = Math.Min(_height, (int)(middle + size));
        using SKBitmap coverage = new(new SKImageInfo(_width, bottom - top, SKColorType.Gray8, SKAlphaType.Opaque));
        using (SKCanvas canvas = new(coverage))
        {
            canvas.Clear(SKColors.Black);
            canvas.DrawText(words, x, middle - top + (metrics.CapHeight / 2), align, font, ink);
        }

        ReadOnlySpan<byte> drawn = coverage.GetPixelSpan();
        for (int y = 0; y < coverage.Height; y++)
        {
            ReadOnlySpan<byte> row = drawn.Slice(y * coverage.RowBytes, _width);
            for (int column = 0; column < _width; column++)
            {
                if (row[column] > 0)
                    _pixels[((top + y) * _width) + column] = _palette.Ink(row[column]);
            }
        }
    }

    internal IndexedImage ToImage() => new(_width, _height, _palette.Colors, _pixels);
}
