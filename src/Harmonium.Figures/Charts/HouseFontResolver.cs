using Harmonium.Figures.Fonts;
using ScottPlot;
using SkiaSharp;

namespace Harmonium.Figures.Charts;

/// <summary>Returns the font of all figures for every weight and slant.</summary>
internal sealed class HouseFontResolver : IFontResolver
{
    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing width) =>
        fontName == HouseFont.Name ? HouseFont.Face : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName == HouseFont.Name ? HouseFont.Face : null;
}
