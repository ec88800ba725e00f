using ScottPlot;

namespace Harmonium.Figures.Charts;

/// <summary>The mapping from numbers to positions on an axis, with the ticks of the axis.</summary>
internal abstract class AxisScale
{
    /// <summary>Returns the position of a number.</summary>
    internal abstract double Place(double number);

    /// <summary>Sets the ticks of an axis.</summary>
    internal abstract void Mark(IAxis axis);

    /// <summary>True for a decimal comma and spaces between thousands.</summary>
    internal bool DecimalComma { get; init; }

    /// <summary>Returns a linear or logarithmic scale for the given numbers.</summary>
    internal static AxisScale For(bool logarithmic, string axis, IEnumerable<double> numbers, ChartOptions? options = null)
    {
        bool comma = options is { DecimalComma: true };
        return logarithmic ? new LogarithmicScale(axis, numbers) { DecimalComma = comma } : new LinearScale { DecimalComma = comma };
    }

    /// <summary>Returns the text of a tick.</summary>
    private protected string Tick(double number)
    {
        string digits = AxisNumber.Tick(number);
        return DecimalComma ? digits.Replace(',', '\u00A0').Replace('.', ',') : digits;
    }
}
