using System.Globalization;
using System.Xml.Linq;
using Harmonium.Figures.Charts;

namespace Harmonium.Figures.Tests;

public sealed class CurvesTests
{
    private const string Blue = "#0072B2";
    private const string Vermilion = "#D55E00";

    [Fact]
    public void The_path_of_a_curve_goes_through_its_points()
    {
        XElement svg = Svg(new Curves([new("a", [0, 1, 2, 4], [0, 10, 5, 20])]));
        (double X, double Y)[] points = Points(svg, Blue);
        Assert.Equal(4, points.Length);
        // Positions are an affine function of the numbers. The first and the last point determine it, and the others must agree.
        double[] x = [0, 1, 2, 4], y = [0, 10, 5, 20];
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(points[0].X + (x[i] / 4 * (points[3].X - points[0].X)), points[i].X, 0.1);
            Assert.Equal(points[0].Y + (y[i] / 20 * (points[3].Y - points[0].Y)), points[i].Y, 0.1);
        }

        Assert.True(points[3].Y < points[0].Y, "Larger numbers are higher.");
    }

    [Fact]
    public void On_logarithmic_axes_a_power_law_is_a_straight_line()
    {
        double[] x = [1, 10, 100, 1000];
        (double X, double Y)[] points = Points(Svg(new Curves([new("a", x, [.. x.Select(v => 5 / v)])], logX: true, logY: true)), Blue);
        for (int i = 1; i < 3; i++)
        {
            Assert.Equal(points[0].X + (i / 3.0 * (points[3].X - points[0].X)), points[i].X, 0.1);
            Assert.Equal(points[0].Y + (i / 3.0 * (points[3].Y - points[0].Y)), points[i].Y, 0.1);
        }
    }

    [Fact]
    public void Each_curve_has_its_color_and_a_reference_line_is_dashed()
    {
        XElement svg = Svg(new Curves([new("a", [0, 1], [0, 1]), new("b", [0, 1], [1, 0])], anchors: [new("published", 0.5)]));
        Assert.NotEmpty(Points(svg, Blue));
        Assert.NotEmpty(Points(svg, Vermilion));
        Assert.True(MostDashes(svg) > 40, $"{MostDashes(svg)} dashes");
        Assert.True(MostDashes(Svg(new Curves([new("a", [0, 1], [0, 1]), new("b", [0, 1], [1, 0])]))) == 0);
    }

    [Fact]
    public void An_interval_is_filled_behind_its_curve()
    {
        Series plain = new("a", [0, 1], [0, 1]);
        Assert.DoesNotContain(Svg(new Curves([plain])).Descendants(), e => e.Attribute("fill-opacity") is not null);
        XElement banded = Svg(new Curves([plain with { Band = [(-1, 1), (0, 2)] }]));
        Assert.Contains(banded.Descendants(), e => e.Attribute("fill")?.Value == Blue && e.Attribute("fill-opacity") is not null);
    }

    [Fact]
    public void A_missing_number_leaves_a_gap()
    {
        string whole = Path(Svg(new Curves([new("a", [0, 1, 2, 3], [1, 2, 3, 4])])), Blue);
        string broken = Path(Svg(new Curves([new("a", [0, 1, 2, 3, 4], [1, 2, double.NaN, 3, 4])])), Blue);
        Assert.Equal(1, whole.Count(c => c == 'M'));
        Assert.Equal(2, broken.Count(c => c == 'M'));
    }

    [Fact]
    public void Invalid_curves_are_refused_with_the_found_value()
    {
        Assert.Throws<ArgumentException>(() => new Curves([]));
        Assert.Throws<ArgumentException>(() => new Series("a", [1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new Series("a", [double.NaN], [1]));
        var error = Assert.Throws<ArgumentException>(() => new Curves([new("a", [0, 1], [1, 1])], logX: true));
        Assert.Contains("horizontal axis needs positive numbers, but the smallest is 0", error.Message, StringComparison.Ordinal);
    }

    private static XElement Svg(Chart chart) => XDocument.Parse(chart.ToSvg()).Root!;

    // A dashed line is drawn as one path with a small rectangle for each dash.
    private static int MostDashes(XElement svg) =>
        svg.Descendants().Where(e => e.Attribute("fill")?.Value == "#6B6B6B").Select(e => e.Attribute("d")!.Value.Count(c => c == 'M')).Append(0).Max();

    private static string Path(XElement svg, string stroke) =>
        svg.Descendants().First(e => e.Attribute("stroke")?.Value == stroke && e.Attribute("d") is not null).Attribute("d")!.Value;

    private static (double X, double Y)[] Points(XElement svg, string stroke) =>
    [
        .. Path(svg, stroke).Split('M', 'L').Where(p => p.Length > 0).Select(p => p.Split(' ')).Select(p =>
            (double.Parse(p[0], CultureInfo.InvariantCulture), double.Parse(p[1], CultureInfo.InvariantCulture))),
    ];
}
