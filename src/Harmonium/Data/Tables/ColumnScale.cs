namespace Harmonium.Data.Tables;

/// <summary>Maps the values of a column to those of a Gaussian unit: y = (x − mean) / deviation, or the same for ln(1 + x).</summary>
/// <param name="Mean">The mean of the known cells, or of their logarithms.</param>
/// <param name="Deviation">The standard deviation, above 0.</param>
/// <param name="Logarithm">True to scale ln(1 + x).</param>
internal readonly record struct ColumnScale(double Mean, double Deviation, bool Logarithm)
{
    /// <summary>Returns the value of the unit for a cell.</summary>
    public float Encode(float cell) => (float)(((Logarithm ? Math.Log(1 + (double)cell) : cell) - Mean) / Deviation);

    /// <summary>Returns the cell for the value of a unit.</summary>
    public double Decode(double value)
    {
        double x = Mean + (Deviation * value);
        return Logarithm ? Math.Max(0, Math.Exp(x) - 1) : x;
    }

    /// <summary>Returns the mean and variance of a cell, given the mean and variance of its normally distributed unit.</summary>
    public (double Mean, double Variance) Decode(double mean, double variance)
    {
        double m = Mean + (Deviation * mean), v = Deviation * Deviation * variance;
        if (!Logarithm)
            return (m, v);
        double lognormal = Math.Exp(m + (v / 2));
        return (Math.Max(0, lognormal - 1), (Math.Exp(v) - 1) * lognormal * lognormal);
    }
}
