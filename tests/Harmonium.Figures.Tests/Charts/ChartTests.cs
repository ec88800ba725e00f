using System.Xml.Linq;
using Harmonium.Figures.Charts;
using Harmonium.Figures.Fonts;
using Harmonium.Numerics;

namespace Harmonium.Figures.Tests;

public sealed class ChartTests
{
    private static readonly ChartOptions Labeled = new() { Title = "A title", XLabel = "epoch", YLabel = "nats" };

    public static TheoryData<string, Chart, Chart> EveryChartWithAndWithoutWords() => new()
    {
        { "curves", new Curves([Line("a")], Labeled), new Curves([Line("a")]) },
        { "histogram", new Histogram([("w", Numbers())], Labeled), new Histogram([("w", Numbers())]) },
        { "bars", new Bars([new("", 3), new("", 5, 4, 6)], Labeled), new Bars([new("", 3), new("", 5, 4, 6)]) },
        { "intervals", new Intervals([new("", -90, -91, -89)], Labeled), new Intervals([new("", -90, -91, -89)]) },
    };

    [Theory, MemberData(nameof(EveryChartWithAndWithoutWords))]
    public void Labels_are_drawn_and_change_the_picture(string kind, Chart with, Chart without)
    {
        // The title is above and the label of the axis below, in rows where a chart without labels is blank.
        Picture worded = new(with.ToPng()), bare = new(without.ToPng());
        Assert.True(InkInRows(worded, 0, 40) > 60, $"the {kind} have {InkInRows(worded, 0, 40)} pixels of title");
        Assert.Equal(0, InkInRows(bare, 0, 26));
        Assert.Equal(3, InkPaths(with.ToSvg()) - InkPaths(without.ToSvg()));
    }

    [Theory, MemberData(nameof(EveryChartWithAndWithoutWords))]
    public void The_same_chart_gives_the_same_bytes(string kind, Chart chart, Chart other)
    {
        Assert.True(chart.ToPng().AsSpan().SequenceEqual(chart.ToPng()), kind);
        Assert.Equal(chart.ToSvg(), chart.ToSvg());
        Assert.NotEqual(chart.ToSvg(), other.ToSvg());
    }

    [Theory, MemberData(nameof(EveryChartWithAndWithoutWords))]
    public void An_SVG_needs_no_font_and_no_external_resources(string kind, Chart chart, Chart other)
    {
        foreach (string svg in new[] { chart.ToSvg(), other.ToSvg() })
        {
            XElement root = XDocument.Parse(svg).Root!;
            Assert.DoesNotContain(root.Descendants(), e => e.Name.LocalName is "text" or "image" or "style");
            Assert.DoesNotContain(root.DescendantsAndSelf().Attributes(), a => a.Name.LocalName is "href" or "font-family");
            Assert.Equal("0 0 620 380", root.Attribute("viewBox")!.Value);
        }

        Assert.NotEmpty(kind);
    }

    [Fact]
    public void A_picture_has_two_pixels_per_unit_of_the_page()
    {
        Picture picture = new(new Curves([Line("a")], new ChartOptions { Width = 300, Height = 200 }).ToPng());
        Assert.Equal((600, 400), (picture.Width, picture.Height));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChartOptions { Width = 20 });
    }

    [Fact]
    public void Letters_of_three_alphabets_and_mathematics_have_outlines()
    {
        foreach (char letter in "aЖΩ∇∑≤∈₀⁻−→∝×")
            Assert.NotEqual(0, HouseFont.Face.GetGlyph(letter));
    }

    private static Series Line(string name) => new(name, [0, 1, 2, 3], [1, 4, 2, 5]);

    private static Tensor Numbers() => Tensor.From([.. Enumerable.Range(0, 500).Select(i => MathF.Sin(i * i))], 500);

    private static int InkInRows(Picture picture, int from, int to)
    {
        int count = 0;
        for (int y = from; y < to; y++)
        {
            for (int x = 0; x < picture.Width; x++)
                count += picture[x, y].Red < 0x80 ? 1 : 0;
        }

        return count;
    }

    // The title and the two labels are outlines in ink.
    private static int InkPaths(string svg) =>
        XDocument.Parse(svg).Descendants().Count(e => e.Name.LocalName == "path" && e.Attribute("fill")?.Value == "#222");
}
