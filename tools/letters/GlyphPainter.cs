using SkiaSharp;

namespace Harmonium.Tools.Letters;

/// <summary>
/// Draws the capitals A–Z of a font file, each in the middle of a square of <see cref="Size"/> × <see cref="Size"/> pixels. One scale
/// serves a whole face, so that its H is <see cref="CapitalHeight"/> high; only a letter that is too wide or too tall for the square is made smaller.
/// </summary>
internal static class GlyphPainter
{
    /// <summary>Letters of the alphabet.</summary>
    public const int Letters = 26;

    /// <summary>Height and width of a drawn letter: two pixels for each pixel of the images made of it.</summary>
    public const int Size = 40;

    /// <summary>The height of the capital H.</summary>
    public const float CapitalHeight = 36;

    private const float OutlineSize = 512;
    private const int GrayStep = 17;

    /// <summary>26 × 40 × 40 gray values, 0 where there is no ink and 255 where there is nothing else, in 16 even steps.</summary>
    public static byte[] Paint(string file)
    {
        using var typeface = SKTypeface.FromFile(file) ?? throw new InvalidDataException($"{file}: not a font that can be read.");
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
