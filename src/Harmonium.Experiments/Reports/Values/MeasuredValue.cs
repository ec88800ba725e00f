namespace Harmonium.Experiments.Reports.Values;

/// <summary>A number that was measured: alone, with the interval it lies in, or none at all because the estimate did not converge.</summary>
public sealed record MeasuredValue
{
    private MeasuredValue()
    {
    }

    /// <summary>The number; null when there is none to be trusted.</summary>
    public double? Number { get; private init; }

    /// <summary>The low end of its interval; null when it is exact.</summary>
    public double? Low { get; private init; }

    /// <summary>The high end of its interval; null when it is exact.</summary>
    public double? High { get; private init; }

    /// <summary>Digits after the point.</summary>
    public int Decimals { get; private init; }

    /// <summary>An exact number, or one without an interval.</summary>
    /// <param name="number">The number.</param>
    /// <param name="decimals">Digits after the point, 0 to 15; 2 by default.</param>
    public static MeasuredValue Exact(double number, int decimals = 2) => new() { Number = number, Decimals = decimals };

    /// <summary>A number inside an interval, with as many digits as the width of the interval warrants.</summary>
    /// <param name="number">The number.</param>
    /// <param name="low">The low end.</param>
    /// <param name="high">The high end, not below the low one.</param>
    /// <exception cref="ArgumentException">The ends are the wrong way round or not numbers.</exception>
    public static MeasuredValue Between(double number, double low, double high) =>
        new() { Number = number, Low = low, High = high, Decimals = NumberText.DecimalsFor(low, high) };

    /// <summary>No number: the estimate cannot be trusted.</summary>
    public static MeasuredValue NotConverged { get; } = new();

    /// <summary>"−142.56", "−86.3 [−87.1, −85.9]" or "not converged".</summary>
    public override string ToString()
    {
        if (Number is not double number)
            return NumberText.NotConverged;
        string words = NumberText.Fixed(number, Decimals);
        return Low is double low && High is double high ? $"{words} {NumberText.Interval(low, high, Decimals)}" : words;
    }
}
