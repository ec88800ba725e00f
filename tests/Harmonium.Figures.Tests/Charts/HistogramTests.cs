using System.Globalization;
using System.Xml.Linq;
using Harmonium.Figures.Charts;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Figures.Tests;

public sealed class HistogramTests
{
    [Fact]
    public void Every_finite_number_is_counted_once_in_its_bin()
    {
        BinnedCounts counts = new([[0, 0.1f, 1.5f, 4, float.NaN], [2.5f, 3.999f]], 4);
        Assert.Equal((0, 1), (counts.Low, counts.Width));
        Assert.Equal([2, 1, 0, 1], counts.Counts[0]);
        Assert.Equal([0, 0, 1, 1], counts.Counts[1]);
    }

    [Fact]
    public void Equal_numbers_are_in_the_center_of_a_range_of_one()
    {
        BinnedCounts counts = new([[3, 3, 3]], null);
        Assert.Equal(2.5, counts.Low);
        Assert.Equal(3, counts.Counts[0].Sum());
        Assert.Equal(3.5, counts.Low + (counts.Width * counts.Counts[0].Length), 1e-12);
    }

    [Fact]
    public void The_number_of_bins_follows_Freedman_and_Diaconis()
    {
        // 1000 numbers are evenly spaced over [0, 1). The quartiles differ by 0.5, so the width of a bin is 2 · 0.5 / 10.
        float[] even = [.. Enumerable.Range(0, 1000).Select(i => i / 1000f)];
        Assert.Equal(10, new BinnedCounts([even], null).Counts[0].Length);
    }

    [Fact]
    public void Bars_are_as_high_as_their_counts()
    {
        float[] numbers = [.. Enumerable.Repeat(0.25f, 30), .. Enumerable.Repeat(0.75f, 10), 0, 1];
        double[] heights = BarHeights(new Histogram([("w", Tensor.From(numbers, numbers.Length))], bins: 2));
        Assert.Equal(31.0 / 11, heights[0] / heights[1], 0.02);
        double[] logarithmic = BarHeights(new Histogram([("w", Tensor.From(numbers, numbers.Length))], bins: 2, logCounts: true));
        Assert.Equal(Math.Log(62) / Math.Log(22), logarithmic[0] / logarithmic[1], 0.02);
    }

    [Fact]
    public void A_histogram_without_finite_numbers_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Histogram([]));
        Assert.Throws<ArgumentException>(() => new Histogram([("w", Tensor.Filled(float.NaN, 3))]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Histogram([("w", Tensor.Zeros(3))], bins: 0));
    }

    private static double[] BarHeights(Chart chart) =>
    [
        .. XDocument.Parse(chart.ToSvg()).Descendants()
            .Where(e => e.Name.LocalName == "rect" && e.Attribute("fill")?.Value == "#0072B2")
            .Select(e => double.Parse(e.Attribute("height")!.Value, CultureInfo.InvariantCulture)),
    ];
}
