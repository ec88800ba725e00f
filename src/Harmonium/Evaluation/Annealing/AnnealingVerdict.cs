namespace Harmonium.Evaluation.Annealing;

/// <summary>
/// Decides whether an interval of log Z is reliable. If a mode A has the probability m_A, and the share q_A of the forward runs ends in it, then a
/// reverse run that starts in A has a weight near (Z / Z₀) m_A / q_A. A mode that the forward runs reach too rarely therefore shows as a reverse run
/// with a weight far above all others, wherever the start came from (Grosse, Ghahramani, Adams 2015, use the same equation for exact starts).
/// </summary>
internal static class AnnealingVerdict
{
    // Log-weights are nearly normal, and those of reverse runs lie σ² above those of forward runs. For σ up to 1, 3 standard deviations above the
    // largest of 100 forward weights are more than 4 above the mean of the reverse ones.
    private const double Margin = 3;

    // Differences below this have no effect on an interval that counts as converged.
    private const double LeastMargin = 0.1;

    /// <summary>
    /// The distance above the estimate that n effective forward runs cannot exclude: a mode with the probability 3 / n is missed by all of them with a
    /// probability of 5 % (the rule of three; Hanley &amp; Lippman-Hand 1983).
    /// </summary>
    internal static double UnseenMass(AnnealingResult forward) => -Math.Log(1 - Math.Min(0.95, 3 / forward.EffectiveSampleSize));

    /// <summary>Returns the reason why an interval is not reliable, or null if every test passed.</summary>
    /// <param name="forward">The runs from the base.</param>
    /// <param name="reverse">The runs to the base; null if there are none.</param>
    /// <param name="others">The runs to the base from states that the forward runs may have missed; null if there are none.</param>
    /// <param name="gap">The width of the interval of log Z, in nats.</param>
    /// <param name="options">The options with the criteria.</param>
    internal static string? Doubt(AnnealingResult forward, AnnealingResult? reverse, AnnealingResult? others, double gap, AnnealingOptions options)
    {
        if (reverse is null)
            return "there are no reverse runs, so a missed mode would not be noticed";
        if (MissedBy(forward, reverse, others) is > 0 and int missed)
            return $"{missed} of {reverse.Runs + (others?.Runs ?? 0)} reverse runs were in a mode that the forward runs missed";
        if (forward.LogPartition.Low > reverse.LogPartition.High)
            return $"forward runs give log Z above {forward.LogPartition.Low:F2}, reverse runs below {reverse.LogPartition.High:F2}";
        if (gap > options.LargestGap)
            return $"the interval of log Z is {gap:F1} nats wide; at most {options.LargestGap} count as converged";
        double effective = Math.Min(forward.EffectiveSampleSize, reverse.EffectiveSampleSize);
        if (effective < options.SmallestEffectiveShare * forward.Runs)
        {
            return $"the effective sample size is {effective:F1} of {forward.Runs} runs; at least {options.SmallestEffectiveShare * forward.Runs:F1} are " +
                "needed";
        }

        return others is not null && Math.Abs(others.LogPartition.Mean - forward.LogPartition.Mean) > options.LargestGap
            ? $"reverse runs from other states give log Z = {others.LogPartition.Mean:F2}, forward runs {forward.LogPartition.Mean:F2}"
            : null;
    }

    /// <summary>The number of reverse runs, from particles or other states, with weights that no mode visited by the forward runs explains.</summary>
    private static int MissedBy(AnnealingResult forward, AnnealingResult reverse, AnnealingResult? others)
    {
        (double above, _) = Spread(forward);
        (double aboveReverse, double belowReverse) = Spread(reverse);
        // Starts in a missed mode widen one half of the reverse weights, so the narrower half counts.
        double deviation = Math.Max(above, Math.Min(aboveReverse, belowReverse));
        double limit = forward.LogWeights.Max() + Math.Max(LeastMargin, Margin * deviation);
        return reverse.LogWeights.Concat(others?.LogWeights ?? []).Count(weight => weight > limit);
    }

    /// <summary>The distances from the median to the quantiles 84 % and 16 %, one standard deviation of normal numbers.</summary>
    private static (double Above, double Below) Spread(AnnealingResult runs)
    {
        double[] sorted = [.. runs.LogWeights.Order()];
        double median = sorted[sorted.Length / 2];
        return (sorted[(int)(0.84 * sorted.Length)] - median, median - sorted[(int)(0.16 * sorted.Length)]);
    }
}
