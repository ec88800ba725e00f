namespace Harmonium.Figures;

/// <summary>
/// A picture for a page: numbers arranged, colored and labeled. The same numbers and options give the same bytes.
/// Pictures have <see cref="PixelsPerUnit"/> pixels to a unit of page length, so that they stay sharp on dense screens and on paper.
/// </summary>
public abstract class Figure
{
    /// <summary>Pixels to one unit of length on a page (a CSS pixel, 1/96 inch): show a picture of 1200 pixels 600 units wide.</summary>
    public const int PixelsPerUnit = 2;

    /// <summary>The figure as a PNG file.</summary>
    public abstract byte[] ToPng();
}
