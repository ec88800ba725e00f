namespace Harmonium.Mathematics;

/// <summary>The mean of a quantity over examples that arrive in blocks, and its standard error (Welford 1962).</summary>
internal sealed class MeanOfExamples
{
    private long _count;
    private double _squares;

    internal double Mean { get; private set; }

    /// <summary>√(sample variance / n); 0 for a single example.</summary>
    internal double StandardError => _count < 2 ? 0 : Math.Sqrt(_squares / (_count - 1) / _count);

    internal void Add(double value)
    {
        _count++;
        double before = value - Mean;
        Mean += before / _count;
        _squares += before * (value - Mean);
    }

    internal void Add(double[] values)
    {
        foreach (double value in values)
            Add(value);
    }

    internal void AddNegatives(double[] values)
    {
        foreach (double value in values)
            Add(-value);
    }
}
