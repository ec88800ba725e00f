namespace Harmonium.Figures.Images;

/// <summary>How a sheet of images looks.</summary>
public sealed record SheetOptions
{
    private readonly int _gap = 4;
    private readonly int? _pixelSize;

    /// <summary>A line above the images; none by default.</summary>
    public string? Title { get; init; }

    /// <summary>How numbers become colors; by default what suits the sheet: weights in blue and red, pixels in grays.</summary>
    public Shading? Shading { get; init; }

    /// <summary>
    /// Screen pixels to the side of one image pixel, 1 to 64; by default as large as fits a page, and even, so that edges stay sharp on screens of half the
    /// density.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A size outside that range.</exception>
    public int? PixelSize
    {
        get => _pixelSize;
        init => _pixelSize = value is null or (>= 1 and <= 64)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "An image pixel is drawn 1 to 64 screen pixels large.");
    }

    /// <summary>Screen pixels between neighboring frames, 0 or more; 4 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public int Gap
    {
        get => _gap;
        init => _gap = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The gap between images is 0 pixels or more.");
    }

    /// <summary>A hairline around every image (default), which shows where a white image ends.</summary>
    public bool Frame { get; init; } = true;
}
