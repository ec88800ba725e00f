using Harmonium.Numerics;
using ScottPlot;

namespace Harmonium.Figures.Charts;

/// <summary>A histogram of the numbers of one or more tensors, such as weights, biases and mean activities.</summary>
public sealed class Histogram : Chart
{
    private readonly IReadOnlyList<(string Name, Tensor Numbers)> _groups;
    private readonly BinnedCounts _counts;
    private readonly AxisScale _scale;
    private readonly bool _logCounts;

    /// <summary>Creates a histogram.</summary>
    /// <param name="groups">The groups of numbers with their names, at least one. Numbers that are not finite are ignored.</param>
    /// <param name="options">The labels and size.</param>
    /// <param name="bins">The number of bins, 1 to 1000; by default 10 to 120 by the rule of Freedman and Diaconis (1981).</param>
    /// <param name="logCounts">True for a logarithmic axis of counts, which shows rare large weights.</param>
    /// <exception cref="ArgumentException">Thrown when there is no group or no finite number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="bins"/> is outside 1 to 1000.</exception>
    public Histogram(IReadOnlyList<(string Name, Tensor Numbers)> groups, ChartOptions? options = null, int? bins = null, bool logCounts = false)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(groups);
        (_groups, _logCounts) = (groups, logCounts);
        _counts = new BinnedCounts([.. groups.Select(g => g.Numbers.AsSpan().ToArray())], bins);
        IEnumerable<double> found = _counts.Counts.SelectMany(c => c).Where(count => count > 0).Select(count => (double)count);
        _scale = AxisScale.For(logCounts, "vertical", found.Append(1), options);
    }

    internal override string? ToCsv() => CsvLines.Of(
        ["group", "from", "to", "count"],
        _groups.SelectMany((group, g) => _counts.Counts[g].Select((count, bin) => (IReadOnlyList<string>)
            [group.Name, $"{_counts.Low + (bin * _counts.Width):R}", $"{_counts.Low + ((bin + 1) * _counts.Width):R}", $"{count}"])));

    private protected override void Draw(Plot plot)
    {
        for (int group = 0; group < _groups.Count; group++)
            DrawGroup(plot, group);
        new LinearScale { DecimalComma = Options.DecimalComma }.Mark(plot.Axes.Bottom);
        _scale.Mark(plot.Axes.Left);
        plot.Axes.Margins(0.02, 0.06);
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(Floor, plot.Axes.GetLimits().Top);
        if (_groups.Count > 1)
            HouseStyle.AddLegend(plot);
    }

    // On a logarithmic axis, bars start at half a count, so that a bin with one number is visible.
    private double Floor => _logCounts ? Math.Log10(0.5) : 0;

    private void DrawGroup(Plot plot, int group)
    {
        var hue = HouseStyle.Hue(group);
        double width = _counts.Width;
        List<Bar> bars = [];
        for (int bin = 0; bin < _counts.Counts[group].Length; bin++)
        {
            if (_counts.Counts[group][bin] == 0)
                continue;
            bars.Add(new Bar
            {
                Position = _counts.Low + ((bin + 0.5) * width),
                ValueBase = Floor,
                Value = _scale.Place(_counts.Counts[group][bin]),
                Size = width,
                FillColor = _groups.Count == 1 ? hue : hue.WithAlpha(0.5),
                LineColor = Colors.White,
                LineWidth = 0.5f,
            });
        }

        plot.Add.Bars(bars).LegendText = _groups[group].Name;
    }
}
