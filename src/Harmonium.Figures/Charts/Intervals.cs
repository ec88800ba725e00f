using ScottPlot;

namespace Harmonium.Figures.Charts;

/// <summary>Dots with their intervals on an axis that need not reach zero: likelihoods, free energies.</summary>
/// <param name="values">The dots, from the top.</param>
/// <param name="options">Words and size.</param>
/// <param name="anchors">Numbers to compare with; none by default.</param>
/// <exception cref="ArgumentException">No values, or one that is not finite.</exception>
public sealed class Intervals(IReadOnlyList<LabeledValue> values, ChartOptions? options = null, IReadOnlyList<Anchor>? anchors = null)
    : ValueRows(values, options, anchors)
{
    private protected override IEnumerable<double> Origin => [];

    // Where there is more room.
    private protected override bool NumberIsRight(LabeledValue value, double middle) => value.Value < middle;

    private protected override void DrawValue(Plot plot, LabeledValue value, int place)
    {
        DrawWhisker(plot, value, place);
        plot.Add.Marker(value.Value, place, MarkerShape.FilledCircle, 7, HouseStyle.Hue(0));
    }
}
