using ScottPlot;
using ScottPlot.TickGenerators;

namespace Harmonium.Figures.Charts;

/// <summary>A linear scale: equal distances for equal differences.</summary>
internal sealed class LinearScale : AxisScale
{
    internal override double Place(double number) => number;

    internal override void Mark(IAxis axis) => axis.TickGenerator = new NumericAutomatic { LabelFormatter = Tick, TickDensity = 0.75 };
}
