using Harmonium.Figures.Coloring;
using SkiaSharp;

namespace Harmonium.Figures.Images;

/// <summary>An image of at most 256 colors, stored as color indices.</summary>
public sealed class IndexedImage
{
    private readonly byte[] _pixels;

    /// <summary>Creates an image from its pixels.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="palette">The colors, 1 to 256.</param>
    /// <param name="pixels">The width × height indices into the palette, row by row from the top. The array is not copied.</param>
    /// <exception cref="ArgumentException">Thrown when the size is not positive, or the palette or the number of pixels is invalid.</exception>
    public IndexedImage(int width, int height, IReadOnlyList<Color> palette, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(palette);
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (palette.Count is 0 or > 256)
            throw new ArgumentException($"A palette must have 1 to 256 colors, but this one has {palette.Count}.", nameof(palette));
        if (pixels.Length != (long)width * height)
            throw new ArgumentException($"An image of {width} × {height} has {(long)width * height} pixels, but {pixels.Length} were given.", nameof(pixels));
        int highest = pixels.Max();
        if (highest >= palette.Count)
            throw new ArgumentException($"A pixel has color number {highest}, but the palette ends at {palette.Count - 1}.", nameof(pixels));
        (Width, Height, Palette, _pixels) = (width, height, palette, pixels);
    }

    /// <summary>Gets the width in pixels.</summary>
    public int Width { get; }

    /// <summary>Gets the height in pixels.</summary>
    public int Height { get; }

    /// <summary>Gets the colors.</summary>
    public IReadOnlyList<Color> Palette { get; }

    /// <summary>Gets the color index of every pixel, row by row from the top.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>Gets the color of a pixel, counted from the top left.</summary>
    public Color this[int x, int y] => Palette[_pixels[(y * Width) + x]];

    /// <summary>Returns the image in the top left corner of a larger one, filled with the color of its last corner.</summary>
    internal IndexedImage PaddedTo(int width, int height)
    {
        if (width == Width && height == Height)
            return this;
        byte[] pixels = new byte[width * height];
        pixels.AsSpan().Fill(_pixels[^1]);
        for (int y = 0; y < Height; y++)
            _pixels.AsSpan(y * Width, Width).CopyTo(pixels.AsSpan(y * width));
        return new IndexedImage(width, height, Palette, pixels);
    }

    /// <summary>Returns the image as a PNG file.</summary>
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
