namespace Harmonium.Figures;

/// <summary>
/// A picture of numbers for a page. Equal numbers and options give equal bytes. A picture has <see cref="PixelsPerUnit"/> pixels per unit of page length, so
/// that it is sharp on high-density screens and on paper.
/// </summary>
public abstract class Figure
{
    /// <summary>The number of pixels per unit of page length (a CSS pixel, 1/96 inch). A picture of 1200 pixels is 600 units wide.</summary>
    public const int PixelsPerUnit = 2;

    /// <summary>Returns the figure as a PNG file.</summary>
    public abstract byte[] ToPng();
}
