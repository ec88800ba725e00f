namespace Harmonium.Mathematics;

/// <summary>A running log Σ exp(x), in double, without overflow.</summary>
internal struct LogSumExp
{
    private double _largest = double.NegativeInfinity;
    private double _sum;

    /// <summary>Creates an empty sum: log 0 = −∞.</summary>
    public LogSumExp()
    {
    }

    /// <summary>The logarithm of the sum so far.</summary>
    internal readonly double Value => _sum == 0 ? double.NegativeInfinity : _largest + Math.Log(_sum);

    /// <summary>log Σ exp(x) of the numbers, in order.</summary>
    internal static double Of(ReadOnlySpan<double> numbers)
    {
        LogSumExp sum = new();
        foreach (double x in numbers)
            sum.Add(x);
        return sum.Value;
    }

    /// <summary>log of the mean of exp(x).</summary>
    internal static double MeanOf(ReadOnlySpan<double> numbers) => Of(numbers) - Math.Log(numbers.Length);

    /// <summary>Adds exp(x).</summary>
    internal void Add(double x)
    {
        if (x <= _largest)
        {
            if (x != double.NegativeInfinity)
                _sum += Math.Exp(x - _largest);
            return;
        }

        _sum = (_sum == 0 ? 0 : _sum * Math.Exp(_largest - x)) + 1;
        _largest = x;
    }
}
