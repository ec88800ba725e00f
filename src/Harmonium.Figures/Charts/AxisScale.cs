using ScottPlot;

namespace Harmonium.Figures.Charts;

/// <summary>The mapping from numbers to positions on an axis, with the ticks of the axis.</summary>
internal abstract class AxisScale
{
    /// <summary>Returns the position of a number.</summary>
    internal abstract double Place(double number);

    /// <summary>Sets the ticks of an axis.</summary>
    internal abstract void Mark(IAxis axis);

    /// <summary>Returns a linear or logarithmic scale for the given numbers.</summary>
    internal static AxisScale For(bool logarithmic, string axis, IEnumerable<double> numbers) =>
        logarithmic ? new LogarithmicScale(axis, numbers) : new LinearScale();
}
