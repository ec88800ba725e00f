namespace Harmonium.Mathematics;

/// <summary>
/// Bennett's acceptance ratio (Bennett 1976; Shirts &amp; Chodera 2008) estimates log Z₁ − log Z₀ of two distributions f/Z from samples of both. The
/// estimate C solves Σ_{x ~ 0} σ(w(x) − C + M) = Σ_{x ~ 1} σ(C − w(x) − M), with w = log f₁ − log f₀ and M = log(n₁ / n₀). It has the smallest
/// variance of all estimates from such samples.
/// </summary>
/// <param name="LogRatio">log Z₁ − log Z₀, in nats.</param>
/// <param name="StandardError">The standard error for independent samples, in nats (Bennett 1976, eq. 10).</param>
internal readonly record struct BennettRatio(double LogRatio, double StandardError)
{
    /// <summary>Estimates the ratio.</summary>
    /// <param name="fromFirst">log f₁(x) − log f₀(x) for samples x of the first distribution, at least one.</param>
    /// <param name="fromSecond">The same for samples of the second distribution, at least one.</param>
    /// <exception cref="ArgumentException">One distribution has no samples, or a number is not finite.</exception>
    public static BennettRatio Of(ReadOnlySpan<double> fromFirst, ReadOnlySpan<double> fromSecond)
    {
        Require(fromFirst);
        Require(fromSecond);
        double m = Math.Log((double)fromSecond.Length / fromFirst.Length);
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (ReadOnlySpan<double> side in (ReadOnlySpan<double[]>)[fromFirst.ToArray(), fromSecond.ToArray()])
        {
            foreach (double w in side)
                (low, high) = (Math.Min(low, w), Math.Max(high, w));
        }

        // The left side falls and the right side rises with C. At this distance beyond the extremes of w, the sign is certain.
        double margin = Math.Abs(m) + Math.Log(fromFirst.Length + fromSecond.Length) + 1;
        (low, high) = (low - margin, high + margin);
        while (high - low > 1e-12 * Math.Max(1, Math.Abs(high)))
        {
            double middle = low + ((high - low) / 2);
            if (middle == low || middle == high)
                break;
            if (Excess(fromFirst, fromSecond, middle, m) > 0)
                low = middle;
            else
                high = middle;
        }

        double c = low + ((high - low) / 2);
        double variance = RelativeVariance(fromFirst, w => w - c + m) + RelativeVariance(fromSecond, w => c - w - m);
        return new BennettRatio(c, Math.Sqrt(variance));
    }

    private static double Excess(ReadOnlySpan<double> fromFirst, ReadOnlySpan<double> fromSecond, double c, double m)
    {
        double sum = 0;
        foreach (double w in fromFirst)
            sum += Logistic(w - c + m);
        foreach (double w in fromSecond)
            sum -= Logistic(c - w - m);
        return sum;
    }

    private static double RelativeVariance(ReadOnlySpan<double> values, Func<double, double> argument)
    {
        double sum = 0, squares = 0;
        foreach (double w in values)
        {
            double f = Logistic(argument(w));
            sum += f;
            squares += f * f;
        }

        int n = values.Length;
        double mean = sum / n;
        return mean == 0 ? double.PositiveInfinity : Math.Max(0, (squares / n / (mean * mean)) - 1) / n;
    }

    private static double Logistic(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    private static void Require(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            throw new ArgumentException("Bennett's ratio needs samples of both distributions; one of them has none.");
        foreach (double w in values)
        {
            if (!double.IsFinite(w))
                throw new ArgumentException($"Bennett's ratio needs finite differences of log-probabilities; one is {w}.");
        }
    }
}
