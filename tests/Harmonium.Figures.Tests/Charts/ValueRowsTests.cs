using System.Globalization;
using System.Xml.Linq;
using Harmonium.Figures.Charts;

namespace Harmonium.Figures.Tests;

public sealed class ValueRowsTests
{
    [Fact]
    public void Bars_start_at_zero_and_are_as_long_as_their_numbers()
    {
        XElement svg = XDocument.Parse(new Bars([new("a", 2), new("b", 5), new("c", 3)]).ToSvg()).Root!;
        double[] lengths = [.. svg.Descendants().Where(e => e.Name.LocalName == "rect" && e.Attribute("fill")?.Value == "#56B4E9")
            .Select(e => Number(e, "width"))];
        Assert.Equal(3, lengths.Length);
        Assert.Equal(2.5, lengths[1] / lengths[0], 0.01);
        Assert.Equal(1.5, lengths[2] / lengths[0], 0.01);
    }

    [Fact]
    public void Dots_are_at_their_numbers_and_the_axis_need_not_include_zero()
    {
        XElement svg = XDocument.Parse(new Intervals([new("a", -100), new("b", -90), new("c", -95, -97, -94)]).ToSvg()).Root!;
        double[] places = [.. svg.Descendants().Where(e => e.Name.LocalName is "ellipse" or "circle" && e.Attribute("fill")?.Value == "#0072B2")
            .Select(e => Number(e, "cx"))];
        Assert.Equal(3, places.Length);
        Assert.Equal((places[0] + places[1]) / 2, places[2], 0.1);
        Assert.True(places[1] - places[0] > 300, "Ten nats fill the chart.");
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => new Bars([new("CD-1", 1), new("CD-25", 1, double.NegativeInfinity, 2)]));
        Assert.Contains("CD-25", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Intervals([]));
    }

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
