using ScottPlot;

namespace Harmonium.Figures.Charts;

/// <summary>A chart with axes, as PNG or SVG.</summary>
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

    /// <inheritdoc/>
    /// <remarks>Letters are outlines.</remarks>
    public sealed override string ToSvg()
    {
        using Plot plot = Compose();
        return PortableSvg.From(plot.GetSvgXml(_options.Width, _options.Height));
    }

    /// <summary>Returns the numbers of the chart as the content of a CSV file with a decimal point, or null if this type of chart does not list them.</summary>
    internal virtual string? ToCsv() => null;

    private protected ChartOptions Options => _options;

    private protected abstract void Draw(Plot plot);

    private Plot Compose()
    {
        Plot plot = new();
        HouseStyle.Apply(plot, _options);
        Draw(plot);
        return plot;
    }
}
