using SkiaSharp;

namespace Harmonium.Tools.Letters;

/// <summary>
/// Draws the capitals A–Z of a font file, each in the center of a square of <see cref="Size"/> × <see cref="Size"/> pixels. All letters of a face have the
/// scale at which H is <see cref="CapitalHeight"/> high. A letter that does not fit the square is made smaller.
/// </summary>
internal static class GlyphPainter
{
    /// <summary>The number of letters.</summary>
    public const int Letters = 26;

    /// <summary>The height and width of a drawn letter, twice those of the final images.</summary>
    public const int Size = 40;

    /// <summary>The height of the capital H.</summary>
    public const float CapitalHeight = 36;

    private const float OutlineSize = 512;
    private const int GrayStep = 17;

    /// <summary>Returns 26 × 40 × 40 gray values in 16 even levels, from 0 (no ink) to 255 (full ink).</summary>
    public static byte[] Paint(string file)
    {
        using var typeface = SKTypeface.FromFile(file) ?? throw new InvalidDataException($"{file}: not a readable font.");
        using var font = new SKFont(typeface, OutlineSize) { Hinting = SKFontHinting.None, LinearMetrics = true };
        using var h = Outline(font, 'H', file);
        float scale = CapitalHeight / h.TightBounds.Height;

        byte[] glyphs = new byte[Letters * Size * Size];
        for (int letter = 0; letter < Letters; letter++)
        {
            using var outline = Outline(font, (char)('A' + letter), file);
            Paint(outline, scale, glyphs.AsSpan(letter * Size * Size, Size * Size));
        }

        return glyphs;
    }

    private static SKPath Outline(SKFont font, char letter, string file)
    {
        ushort glyph = font.GetGlyph(letter);
        var outline = glyph == 0 ? null : font.GetGlyphPath(glyph);
        return outline is { IsEmpty: false } ? outline : throw new InvalidDataException($"{file}: has no outline for the letter {letter}.");
    }

    private static void Paint(SKPath outline, float faceScale, Span<byte> pixels)
    {
        var bounds = outline.TightBounds;
        float scale = Math.Min(faceScale, Size / Math.Max(bounds.Width, bounds.Height));
        outline.Transform(SKMatrix.CreateScale(scale, scale).PreConcat(SKMatrix.CreateTranslation(-bounds.MidX, -bounds.MidY)));
        outline.Transform(SKMatrix.CreateTranslation(Size / 2f, Size / 2f));

        using var bitmap = new SKBitmap(new SKImageInfo(Size, Size, SKColorType.Alpha8, SKAlphaType.Premul));
        using var canvas = new SKCanvas(bitmap);
        using var paint = new SKPaint { IsAntialias = true, Color = SKColors.White };
        canvas.Clear(SKColors.Transparent);
        canvas.DrawPath(outline, paint);
        canvas.Flush();

        var drawn = bitmap.GetPixelSpan();
        for (int y = 0; y < Size; y++)
            for (int x = 0; x < Size; x++)
                pixels[(y * Size) + x] = (byte)((drawn[(y * bitmap.RowBytes) + x] + (GrayStep / 2)) / GrayStep * GrayStep);
    }
}
