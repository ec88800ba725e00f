namespace Harmonium.Figures;

/// <summary>The file format of a figure.</summary>
public enum FigureFormat
{
    /// <summary>Pixels, for pages and documents.</summary>
    Png,

    /// <summary>Lines and outlines of letters, which are sharp at any size. Pixels of images are embedded as PNG.</summary>
    Svg,
}
