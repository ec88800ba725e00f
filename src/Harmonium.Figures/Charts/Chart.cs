using ScottPlot;

namespace Harmonium.Figures.Charts;

/// <summary>Numbers drawn against axes, as pixels or as curves for print.</summary>
public abstract class Chart : Figure
{
    private readonly ChartOptions _options;

    private protected Chart(ChartOptions? options) => _options = options ?? new ChartOptions();

    /// <inheritdoc/>
    public sealed override byte[] ToPng()
    {
        using Plot plot = Compose();
        plot.ScaleFactor = PixelsPerUnit;
        return plot.GetImageBytes(_options.Width * PixelsPerUnit, _options.Height * PixelsPerUnit, ImageFormat.Png);
    }

    /// <summary>The chart as an SVG file; its letters are outlines, so that it looks the same where the font is not installed.</summary>
    public string ToSvg()
    {
        using Plot plot = Compose();
        return PortableSvg.From(plot.GetSvgXml(_options.Width, _options.Height));
    }

    private protected abstract void Draw(Plot plot);

    private Plot Compose()
    {
        Plot plot = new();
        HouseStyle.Apply(plot, _options);
        Draw(plot);
        return plot;
    }
}
