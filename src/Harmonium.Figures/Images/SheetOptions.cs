namespace Harmonium.Figures.Images;

/// <summary>The layout and shading of a sheet of images.</summary>
public sealed record SheetOptions
{
    private readonly int _gap = 4;
    private readonly int? _pixelSize;

    /// <summary>The title above the images; none by default.</summary>
    public string? Title { get; init; }

    /// <summary>The mapping from numbers to colors. By default, weights are blue and red, and pixels are gray.</summary>
    public Shading? Shading { get; init; }

    /// <summary>
    /// The side of one image pixel in screen pixels, 1 to 64. The default is the largest even size that fits a page; an even size is sharp on screens of half
    /// the density.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the size is outside that range.</exception>
    public int? PixelSize
    {
        get => _pixelSize;
        init => _pixelSize = value is null or (>= 1 and <= 64)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The side of an image pixel must be from 1 to 64 screen pixels.");
    }

    /// <summary>The distance between frames in screen pixels, 0 or more; 4 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the distance is negative.</exception>
    public int Gap
    {
        get => _gap;
        init => _gap = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The gap between images must be 0 pixels or more.");
    }

    /// <summary>True (default) to draw a thin line around every image, which shows the edges of white images.</summary>
    public bool Frame { get; init; } = true;
}
