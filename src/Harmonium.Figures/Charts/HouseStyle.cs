using Harmonium.Figures.Fonts;
using ScottPlot;
using ScottPlot.AxisPanels;
using Color = Harmonium.Figures.Coloring.Color;
using PlotColor = ScottPlot.Color;

namespace Harmonium.Figures.Charts;

/// <summary>The style of all charts: one font, thin axes, a light grid, and colors that are distinct under color blindness.</summary>
internal static class HouseStyle
{
    // The colors of M. Okabe and K. Ito ("Color universal design", 2008) without yellow, which has too little contrast on white.
    private static readonly string[] Hues = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#555555"];

    private static readonly MarkerShape[] Shapes =
        [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond, MarkerShape.FilledTriangleDown,
            MarkerShape.OpenCircle, MarkerShape.OpenSquare];

    static HouseStyle() => ScottPlot.Fonts.FontResolvers.Insert(0, new HouseFontResolver());

    /// <summary>The downward shift of text next to a tick or symbol, because the font has more space above its letters than below.</summary>
    internal const float Lowered = 2;

    /// <summary>Gets the dash pattern of reference lines.</summary>
    internal static LinePattern Dashes { get; } = new([5, 4], 0, "anchor");

    internal static PlotColor Ink { get; } = Of(Color.Ink);

    internal static PlotColor Muted { get; } = Of(Color.Muted);

    /// <summary>Returns the color of the n-th series.</summary>
    internal static PlotColor Hue(int series) => PlotColor.FromHex(Hues[series % Hues.Length]);

    /// <summary>Returns the marker of the n-th series. Markers keep the series distinct in grayscale print.</summary>
    internal static MarkerShape Shape(int series) => Shapes[series % Shapes.Length];

    internal static void Apply(Plot plot, ChartOptions options)
    {
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.Grid.MajorLineColor = Of(new Color(0xE8, 0xE8, 0xE8));
        plot.Grid.MajorLineWidth = 1;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        foreach (IAxis axis in (IAxis[])[plot.Axes.Bottom, plot.Axes.Left])
        {
            axis.FrameLineStyle.Color = Muted;
            axis.FrameLineStyle.Width = 1;
            axis.MajorTickStyle.Color = Muted;
            axis.MajorTickStyle.Length = 4;
            axis.MajorTickStyle.Width = 1;
            axis.MinorTickStyle.Length = 0;
            axis.TickLabelStyle.ForeColor = Of(new Color(0x44, 0x44, 0x44));
            axis.TickLabelStyle.FontSize = 12;
            axis.Label.Bold = false;
            axis.Label.FontSize = 13;
            axis.Label.ForeColor = Ink;
        }

        plot.Axes.Left.TickLabelStyle.OffsetY = Lowered;
        ((AxisBase)plot.Axes.Left).PaddingOutsideAxisLabels = new PixelPadding(10, 0, 0, 0);
        plot.Axes.Title.VerticalPadding = 5;
        plot.HideLegend();
        plot.Axes.Bottom.Label.Text = options.XLabel ?? "";
        plot.Axes.Left.Label.Text = options.YLabel ?? "";
        plot.Axes.Title.Label.Text = options.Title ?? "";
        plot.Axes.Title.Label.FontSize = 14;
        plot.Axes.Title.Label.Bold = false;
        plot.Axes.Title.Label.ForeColor = Ink;
        plot.Font.Set(HouseFont.Name);
    }

    /// <summary>Adds a legend below the chart, in one line if it fits.</summary>
    internal static void AddLegend(Plot plot)
    {
        plot.Legend.FontName = HouseFont.Name;
        plot.Legend.FontSize = 12;
        plot.Legend.FontColor = Ink;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.BackgroundColor = Colors.Transparent;
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.Legend.TightHorizontalWrapping = true;
        plot.Legend.SymbolWidth = 24;
        plot.Legend.InterItemPadding = new PixelPadding(8, 8, 2, 2);
        LegendItem[] items = plot.Legend.GetItems();
        foreach (LegendItem item in items)
            item.LabelOffsetY = Lowered;
        plot.Legend.ManualItems = [.. items];
        plot.Legend.DisplayPlottableLegendItems = false;
        plot.ShowLegend(Edge.Bottom).Padding = new PixelPadding(0, 0, 4, 0);
    }

    internal static PlotColor Of(Color color) => new(color.Red, color.Green, color.Blue);
}
