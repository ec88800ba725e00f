using Harmonium.Figures.Coloring;
using SkiaSharp;

namespace Harmonium.Figures.Images;

/// <summary>An image of at most 256 colors: for every pixel, row by row, the index of its color.</summary>
public sealed class IndexedImage
{
    private readonly byte[] _pixels;

    /// <summary>An image from its pixels.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="palette">The colors, 1 to 256.</param>
    /// <param name="pixels">Indices into the palette, width × height of them, the top row first; kept, not copied.</param>
    /// <exception cref="ArgumentException">A size that is not positive, a palette too small or large, or another number of pixels.</exception>
    public IndexedImage(int width, int height, IReadOnlyList<Color> palette, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(palette);
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (palette.Count is 0 or > 256)
            throw new ArgumentException($"A palette has 1 to 256 colors; this one has {palette.Count}.", nameof(palette));
        if (pixels.Length != (long)width * height)
            throw new ArgumentException($"An image of {width} × {height} has {(long)width * height} pixels; {pixels.Length} were given.", nameof(pixels));
        int highest = pixels.Max();
        if (highest >= palette.Count)
            throw new ArgumentException($"A pixel has color number {highest}, but the palette ends at {palette.Count - 1}.", nameof(pixels));
        (Width, Height, Palette, _pixels) = (width, height, palette, pixels);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The colors.</summary>
    public IReadOnlyList<Color> Palette { get; }

    /// <summary>The index of every pixel's color, row by row from the top.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>The color of a pixel, counted from the top left.</summary>
    public Color this[int x, int y] => Palette[_pixels[(y * Width) + x]];

    /// <summary>The image as a PNG file.</summary>
    public byte[] ToPng()
    {
        uint[] colors = [.. Palette.Select(c => 0xFF000000u | ((uint)c.Blue << 16) | ((uint)c.Green << 8) | c.Red)];
        using SKBitmap bitmap = new(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        Span<uint> target = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());
        for (int i = 0; i < _pixels.Length; i++)
            target[i] = colors[_pixels[i]];
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
