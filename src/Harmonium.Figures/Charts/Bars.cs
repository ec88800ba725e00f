using ScottPlot;

namespace Harmonium.Figures.Charts;

/// <summary>Bars from zero, for amounts: times, rates, accuracies. For numbers far from zero take <see cref="Intervals"/>.</summary>
/// <param name="values">The bars, from the top.</param>
/// <param name="options">Words and size.</param>
/// <param name="anchors">Numbers to compare with; none by default.</param>
/// <exception cref="ArgumentException">No values, or one that is not finite.</exception>
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
