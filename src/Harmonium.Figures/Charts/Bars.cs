using ScottPlot;

namespace Harmonium.Figures.Charts;

/// <summary>A bar chart from zero, for amounts such as times, rates and accuracies. For numbers far from zero, use <see cref="Intervals"/>.</summary>
/// <param name="values">The bars, from top to bottom.</param>
/// <param name="options">The labels and size.</param>
/// <param name="anchors">Reference values; none by default.</param>
/// <exception cref="ArgumentException">Thrown when there are no values, or one is not finite.</exception>
public sealed class Bars(IReadOnlyList<LabeledValue> values, ChartOptions? options = null, IReadOnlyList<Anchor>? anchors = null)
    : ValueRows(values, options, anchors)
{
    private protected override IEnumerable<double> Origin => [0];

    private protected override bool NumberIsRight(LabeledValue value, double middle) => value.Value >= 0;

    private protected override void DrawValue(Plot plot, LabeledValue value, int place)
    {
        var bar = plot.Add.Bar(new Bar
        {
            Position = place,
            Value = value.Value,
            Size = 0.62,
            Orientation = Orientation.Horizontal,
            FillColor = HouseStyle.Hue(4),
            LineWidth = 0,
        });
        bar.Horizontal = true;
        DrawWhisker(plot, value, place);
    }
}
