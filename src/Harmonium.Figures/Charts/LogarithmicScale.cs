using ScottPlot;
using ScottPlot.TickGenerators;

namespace Harmonium.Figures.Charts;

/// <summary>A logarithmic scale: equal distances for equal ratios. Ticks are at powers of ten, and also at 2 and 5 times them on a short axis.</summary>
internal sealed class LogarithmicScale : AxisScale
{
    private readonly double _low;
    private readonly double _high;

    /// <exception cref="ArgumentException">Thrown when a number is not positive, or none is finite.</exception>
    internal LogarithmicScale(string axis, IEnumerable<double> numbers)
    {
        double[] finite = [.. numbers.Where(double.IsFinite)];
        if (finite.Length == 0 || finite.Min() <= 0)
        {
            string found = finite.Length == 0 ? "none was given" : $"the smallest is {finite.Min()}";
            throw new ArgumentException($"A logarithmic {axis} axis needs positive numbers, but {found}. Leave such points out, or use a linear axis.");
        }

        (_low, _high) = (Math.Log10(finite.Min()), Math.Log10(finite.Max()));
    }

    internal override double Place(double number) => Math.Log10(number);

    internal override void Mark(IAxis axis)
    {
        bool few = _high - _low < 2.5;
        int stride = Math.Max(1, (int)Math.Ceiling((_high - _low) / 8));
        NumericManual marks = new();
        for (int decade = (int)Math.Floor(_low) - 1; decade <= (int)Math.Ceiling(_high); decade += stride)
        {
            foreach (int digit in (int[])(few ? [1, 2, 5] : [1]))
                marks.AddMajor(decade + Math.Log10(digit), Label(decade, digit));
        }

        axis.TickGenerator = marks;
    }

    private string Label(int decade, int digit) =>
        decade is >= -3 and <= 5 ? Tick(digit * Math.Pow(10, decade)) : digit == 1 ? AxisNumber.PowerOfTen(decade) : "";
}
