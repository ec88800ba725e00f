using ScottPlot;

namespace Harmonium.Figures.Charts;

/// <summary>Dots with intervals on an axis that need not include zero, for likelihoods and free energies.</summary>
/// <param name="values">The dots, from top to bottom.</param>
/// <param name="options">The labels and size.</param>
/// <param name="anchors">Reference values; none by default.</param>
/// <exception cref="ArgumentException">Thrown when there are no values, or one is not finite.</exception>
public sealed class Intervals(IReadOnlyList<LabeledValue> values, ChartOptions? options = null, IReadOnlyList<Anchor>? anchors = null)
    : ValueRows(values, options, anchors)
{
    private protected override IEnumerable<double> Origin => [];

    // The side with more space.
    private protected override bool NumberIsRight(LabeledValue value, double middle) => value.Value < middle;

    private protected override void DrawValue(Plot plot, LabeledValue value, int place)
    {
        DrawWhisker(plot, value, place);
        plot.Add.Marker(value.Value, place, MarkerShape.FilledCircle, 7, HouseStyle.Hue(0));
    }
}
