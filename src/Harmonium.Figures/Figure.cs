using System.Text;

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

    /// <summary>Returns the figure as an SVG file, which does not depend on installed fonts.</summary>
    public abstract string ToSvg();

    /// <summary>Returns the figure as a file.</summary>
    /// <param name="format">The format of the file.</param>
    public byte[] ToFile(FigureFormat format) => format == FigureFormat.Svg ? Encoding.UTF8.GetBytes(ToSvg()) : ToPng();
}
