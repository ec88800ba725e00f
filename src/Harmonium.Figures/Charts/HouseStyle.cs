using ScottPlot;

namespace Harmonium.Figures;

/// <summary>How all charts look: one font, thin axes, a light grid, and colours that the colour-blind can tell apart.</summary>
internal static class HouseStyle
{
    // The colours of M. Okabe and K. Ito ("Color universal design", 2008), yellow left out for want of contrast on white.
    private static readonly string[] Hues = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#555555"];

    private static readonly MarkerShape[] Shapes =
        [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond, MarkerShape.FilledTriangleDown, MarkerShape.OpenCircle, MarkerShape.OpenSquare];

    static HouseStyle() => Fonts.FontResolvers.Insert(0, new HouseFontResolver());

    internal static Color Ink { get; } = Of(Colour.Ink);

    internal static Color Muted { get; } = Of(Colour.Muted);

    /// <summary>The colour of the n-th series.</summary>
    internal static Color Hue(int series) => Color.FromHex(Hues[series % Hues.Length]);

    /// <summary>The marker of the n-th series, so that they differ in grey print as well.</summary>
    internal static MarkerShape Shape(int series) => Shapes[series % Shapes.Length];

    internal static void Apply(Plot plot, ChartOptions options)
    {
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.Grid.MajorLineColor = Of(new Colour(0xE8, 0xE8, 0xE8));
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
            axis.TickLabelStyle.ForeColor = Of(new Colour(0x44, 0x44, 0x44));
            axis.TickLabelStyle.FontSize = 12;
            axis.Label.Bold = false;
            axis.Label.FontSize = 13;
            axis.Label.ForeColor = Ink;
        }

        plot.Axes.Bottom.Label.Text = options.XLabel ?? "";
        plot.Axes.Left.Label.Text = options.YLabel ?? "";
        plot.Axes.Title.Label.Text = options.Title ?? "";
        plot.Axes.Title.Label.FontSize = 14;
        plot.Axes.Title.Label.Bold = false;
        plot.Axes.Title.Label.ForeColor = Ink;
        plot.Font.Set(HouseFont.Name);
    }

    /// <summary>A legend beneath the chart, in one line where it fits.</summary>
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
        plot.ShowLegend(Edge.Bottom);
    }

    internal static Color Of(Colour colour) => new(colour.Red, colour.Green, colour.Blue);
}
