namespace Harmonium.Mathematics;

/// <summary>The normal distribution of mean z and variance 1, truncated below 0. Accurate for any z.</summary>
internal static class NormalTail
{
    private static readonly double _logRootTwoPi = 0.5 * Math.Log(2 * Math.PI);

    // Below this z, the upper tail at −z is a continued fraction. Above it, Φ is summed as a series.
    private const double TailBelow = -2.5;

    /// <summary>log ∫₀^∞ exp(z x − ½ x²) dx = ½ z² + log(√(2π) Φ(z)).</summary>
    internal static double LogIntegral(double z) =>
        z < TailBelow ? -Math.Log(Fraction(-z)) : (0.5 * z * z) + _logRootTwoPi + Math.Log(Cumulative(z));

    /// <summary>z + φ(z) / Φ(z).</summary>
    internal static double Mean(double z) => z < TailBelow ? Fraction(-z) + z : z + Ratio(z);

    /// <summary>1 − λ (λ + z), λ = φ(z) / Φ(z).</summary>
    internal static double Variance(double z)
    {
        if (z < -40)
        {
            // 1/x² − 6/x⁴ + 50/x⁶ …: the formula below loses its digits for such z.
            double square = 1 / (z * z);
            return square * (1 - (square * (6 - (50 * square))));
        }

        double ratio = z < TailBelow ? Fraction(-z) : Ratio(z);
        return 1 - (ratio * (ratio + z));
    }

    private static double Ratio(double z) => Math.Exp((-0.5 * z * z) - _logRootTwoPi) / Cumulative(z);

    /// <summary>φ(x) / Q(x) = x + 1/(x + 2/(x + 3/(x + …))) (Laplace; Abramowitz &amp; Stegun 26.2.14).</summary>
    private static double Fraction(double x)
    {
        // Enough terms that further ones do not change the last digit: 79 suffice for x = 2.5, 26 for x = 5 and 8 for x ≥ 20.
        double value = x;
        for (int k = 20 + (int)(600 / (x * x)); k >= 1; k--)
            value = x + (k / value);
        return value;
    }

    /// <summary>Φ(z) = ½ + φ(z) (z + z³/3 + z⁵/(3·5) + …) (Marsaglia 2004).</summary>
    private static double Cumulative(double z)
    {
        if (z > 8)
            return 1;
        double sum = z, term = z;
        for (int k = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum) && k < 400; k += 2)
            sum += term *= z * z / k;
        return 0.5 + (sum * Math.Exp((-0.5 * z * z) - _logRootTwoPi));
    }
}
