namespace Harmonium.Evaluation.Annealing;

/// <summary>An estimate of log Z: the exact value if a side can be enumerated, otherwise bounds from both directions of annealing.</summary>
public sealed record LogPartitionEstimate
{
    /// <summary>log Z by enumeration, in nats; null if no side is small enough.</summary>
    public double? Exact { get; init; }

    /// <summary>Annealed importance sampling from the base to the machine: below log Z in expectation; null if it was not run.</summary>
    public LogPartitionInterval? Ais { get; init; }

    /// <summary>
    /// Reverse annealed importance sampling: above log Z in expectation if its starts are samples of the machine; null if it was not run.
    /// </summary>
    public LogPartitionInterval? ReverseAis { get; init; }

    /// <summary>The start of the reverse runs; null if there were none.</summary>
    public AnnealingStart? ReverseStart { get; init; }

    /// <summary>The smaller effective sample size of the two directions; null if none was run.</summary>
    public double? EffectiveSampleSize { get; init; }

    /// <summary>The number of runs in each direction; 0 if none was run.</summary>
    public int Runs { get; init; }

    /// <summary>The name of the ladder; null if none was used.</summary>
    public string? Ladder { get; init; }

    /// <summary>The lower end of log Z: the exact value, or the lower end of the forward runs.</summary>
    public required double Low { get; init; }

    /// <summary>
    /// The upper end of log Z: the exact value, or the upper end of the reverse runs, or of the forward runs if there are no reverse runs.
    /// </summary>
    public required double High { get; init; }

    /// <summary>
    /// True if the interval is reliable: the value is exact, or the ends are in order, within the largest gap, and have an effective sample size
    /// above the smallest (<see cref="AnnealingOptions"/>). Forward runs alone never count as converged, because they cannot detect modes that they
    /// missed.
    /// </summary>
    public required bool Converged { get; init; }

    /// <summary>Creates an estimate from an exact value.</summary>
    public static LogPartitionEstimate FromExact(double logPartition) =>
        new() { Exact = logPartition, Low = logPartition, High = logPartition, Converged = true };

    /// <summary>Creates an estimate from the two directions of annealing.</summary>
    /// <param name="forward">The runs from the base.</param>
    /// <param name="reverse">The runs to the base; null if there are none.</param>
    /// <param name="options">The options with the criteria for convergence.</param>
    public static LogPartitionEstimate FromAnnealing(AnnealingResult forward, AnnealingResult? reverse, AnnealingOptions options)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(options);
        // If chance puts the two directions in the wrong order, the interval covers both.
        double low = forward.LogPartition.Low, high = reverse?.LogPartition.High ?? forward.LogPartition.High;
        double effective = Math.Min(forward.EffectiveSampleSize, reverse?.EffectiveSampleSize ?? double.PositiveInfinity);
        return new LogPartitionEstimate
        {
            Ais = forward.LogPartition,
            ReverseAis = reverse?.LogPartition,
            ReverseStart = reverse?.Start,
            EffectiveSampleSize = effective,
            Runs = forward.Runs,
            Ladder = forward.Ladder.Name,
            Low = Math.Min(low, high),
            High = Math.Max(low, high),
            Converged = reverse is not null && low <= high && high - low <= options.LargestGap
                && effective >= options.SmallestEffectiveShare * forward.Runs,
        };
    }
}
