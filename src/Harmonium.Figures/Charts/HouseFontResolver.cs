using Harmonium.Figures.Fonts;
using ScottPlot;
using SkiaSharp;

namespace Harmonium.Figures.Charts;

/// <summary>Hands the house font to the plots, whatever weight or slant they ask for.</summary>
internal sealed class HouseFontResolver : IFontResolver
{
    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing width) =>
        fontName == HouseFont.Name ? HouseFont.Face : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName == HouseFont.Name ? HouseFont.Face : null;
}
