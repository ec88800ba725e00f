using ScottPlot;

namespace Harmonium.Figures.Charts;

/// <summary>How numbers become places along an axis, and how the axis is marked.</summary>
internal abstract class AxisScale
{
    /// <summary>The place of a number.</summary>
    internal abstract double Place(double number);

    /// <summary>Puts the marks on an axis.</summary>
    internal abstract void Mark(IAxis axis);

    /// <summary>A linear or a logarithmic scale for some numbers.</summary>
    internal static AxisScale For(bool logarithmic, string axis, IEnumerable<double> numbers) =>
        logarithmic ? new LogarithmicScale(axis, numbers) : new LinearScale();
}
