namespace Harmonium.Evaluation;

/// <summary>
/// The mean difference of two models on the same examples, d = mean of (b_i − a_i), with the standard error of paired values, s / √n, where s is the
/// sample standard deviation of the differences. It is smaller than that of independent samples, because both models find the same examples hard.
/// </summary>
/// <param name="Mean">The mean difference, second minus first.</param>
/// <param name="StandardError">The standard error of the mean.</param>
/// <param name="Count">The number of examples.</param>
internal sealed record PairedDifference(double Mean, double StandardError, int Count)
{
    /// <summary>Compares two models.</summary>
    /// <param name="first">The value of every example under the first model.</param>
    /// <param name="second">The value of every example under the second model.</param>
    /// <exception cref="ArgumentException">The numbers of examples differ, or there are fewer than two.</exception>
    internal static PairedDifference Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count != second.Count || first.Count < 2)
            throw new ArgumentException($"Paired values need the same two or more examples; there are {first.Count} and {second.Count}.", nameof(second));
        double[] differences = [.. first.Select((value, i) => second[i] - value)];
        double mean = differences.Average();
        double variance = differences.Sum(difference => (difference - mean) * (difference - mean)) / (differences.Length - 1);
        return new PairedDifference(mean, Math.Sqrt(variance / differences.Length), differences.Length);
    }

    /// <summary>
    /// The exact two-sided p-value of McNemar's test (McNemar 1947; Dietterich 1998, section 3.1): the probability that, of the examples that only one of
    /// two equally good classifiers gets wrong, at least as many as found are errors of the same one, 2 Σ_{i ≤ min(b, c)} C(b + c, i) / 2^(b + c), at most 1.
    /// </summary>
    /// <param name="first">1 for every example that the first classifier gets wrong, else 0.</param>
    /// <param name="second">The same of the second classifier.</param>
    internal static double McNemar(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        int onlyFirst = first.Where((miss, i) => miss > second[i]).Count(), onlySecond = first.Where((miss, i) => miss < second[i]).Count();
        int discordant = onlyFirst + onlySecond;
        double logTerm = -discordant * Math.Log(2), sum = 0;
        for (int i = 0; i <= Math.Min(onlyFirst, onlySecond); i++)
        {
            sum += Math.Exp(logTerm);
            logTerm += Math.Log(discordant - i) - Math.Log(i + 1);
        }

        return Math.Min(1, 2 * sum);
    }
}
