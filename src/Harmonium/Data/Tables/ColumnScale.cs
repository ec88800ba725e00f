namespace Harmonium.Data.Tables;

/// <summary>How the numbers of a column become those of a Gaussian unit: y = (x − mean) / deviation, or the same of ln(1 + x).</summary>
/// <param name="Mean">The mean of the known cells, or of the logarithms.</param>
/// <param name="Deviation">Their standard deviation, above 0.</param>
/// <param name="Logarithm">Whether it is ln(1 + x) that is scaled.</param>
public readonly record struct ColumnScale(double Mean, double Deviation, bool Logarithm)
{
    /// <summary>The number of a unit for a cell.</summary>
    public float Encode(float cell) => (float)(((Logarithm ? Math.Log(1 + (double)cell) : cell) - Mean) / Deviation);

    /// <summary>The mean and the variance of a cell whose unit is normal with a mean and a variance.</summary>
    public (double Mean, double Variance) Decode(double mean, double variance)
    {
        double m = Mean + (Deviation * mean), v = Deviation * Deviation * variance;
        if (!Logarithm)
            return (m, v);
        double lognormal = Math.Exp(m + (v / 2));
        return (Math.Max(0, lognormal - 1), (Math.Exp(v) - 1) * lognormal * lognormal);
    }
}
