using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Numerics.Tests.Randomness;

/// <summary>Distances between samples and distributions, in units with a known distribution.</summary>
internal static class GoodnessOfFit
{
    /// <summary>√n times the Kolmogorov distance of two distribution functions. By chance, it exceeds 2.0 once in 1,500 times (Kolmogorov 1933).</summary>
    internal static double Kolmogorov(float[] samples, Func<double, double> distribution)
    {
        float[] sorted = [.. samples];
        Array.Sort(sorted);
        double greatest = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double expected = distribution(sorted[i]);
            greatest = Math.Max(greatest, Math.Max(expected - ((double)i / sorted.Length), ((i + 1.0) / sorted.Length) - expected));
        }

        return greatest * Math.Sqrt(sorted.Length);
    }

    /// <summary>Pearson's χ² of counts as standard normal deviations (Wilson &amp; Hilferty 1931). Cells with an expectation below ten are merged.</summary>
    internal static double ChiSquareSigmas(IReadOnlyList<long> counts, IReadOnlyList<double> probabilities)
    {
        double total = counts.Sum(), chiSquare = 0, restExpected = 0;
        long rest = 0;
        int cells = 0;
        for (int i = 0; i < counts.Count; i++)
        {
            double expected = total * probabilities[i];
            if (expected < 10)
            {
                restExpected += expected;
                rest += counts[i];
                continue;
            }

            cells++;
            chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
        }

        if (restExpected >= 10)
        {
            cells++;
            chiSquare += (rest - restExpected) * (rest - restExpected) / restExpected;
        }
        else
        {
            // Too few to test by squares, but an impossible or very unlikely number is still detected.
            Assert.True(rest <= restExpected + (6 * Math.Sqrt(restExpected)) + 6, $"{rest} samples where {restExpected} were expected.");
        }

        double freedom = cells - 1;
        double spread = 2 / (9 * freedom);
        return (Math.Cbrt(chiSquare / freedom) - (1 - spread)) / Math.Sqrt(spread);
    }

    /// <summary>The correlation of two samples of equal length times √n: a standard normal deviation if they are independent.</summary>
    internal static double CorrelationSigmas(float[] x, float[] y)
    {
        double meanX = x.Average(), meanY = y.Average(), xy = 0, xx = 0, yy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }

        return xy / Math.Sqrt(xx * yy) * Math.Sqrt(x.Length);
    }

    /// <summary>The standard normal distribution function, by its power series near 0 and by Laplace's continued fraction in the tails.</summary>
    internal static double NormalDistribution(double x)
    {
        double density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        if (Math.Abs(x) < 4)
        {
            double term = x, sum = x;
            for (int k = 1; k < 100; k++)
            {
                term *= x * x / ((2 * k) + 1);
                sum += term;
            }

            return 0.5 + (density * sum);
        }

        double fraction = 0;
        for (int k = 60; k >= 1; k--)
            fraction = k / (Math.Abs(x) + fraction);
        double tail = density / (Math.Abs(x) + fraction);
        return x < 0 ? tail : 1 - tail;
    }
}
