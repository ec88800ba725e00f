namespace Harmonium.Evaluation.Annealing;

/// <summary>What is known of log Z: the exact value where a side can be enumerated, bounds from both directions of annealing otherwise.</summary>
public sealed record LogPartitionEstimate
{
    /// <summary>log Z by enumeration, in nats; null where no side is small enough.</summary>
    public double? Exact { get; init; }

    /// <summary>Annealed importance sampling, from the base to the machine: below log Z in expectation; null where it was not run.</summary>
    public LogPartitionInterval? Ais { get; init; }

    /// <summary>
    /// Reverse annealed importance sampling: above log Z in expectation, if its starts are samples of the machine; null where it was not run.
    /// </summary>
    public LogPartitionInterval? ReverseAis { get; init; }

    /// <summary>Where the reverse runs started; null where there were none.</summary>
    public AnnealingStart? ReverseStart { get; init; }

    /// <summary>The smaller effective sample size of the directions; null where none was run.</summary>
    public double? EffectiveSampleSize { get; init; }

    /// <summary>The runs in each direction; 0 where none was run.</summary>
    public int Runs { get; init; }

    /// <summary>The name of the ladder; null where none was climbed.</summary>
    public string? Ladder { get; init; }

    /// <summary>The lower end of log Z: the exact value, or that of the forward runs.</summary>
    public required double Low { get; init; }

    /// <summary>The upper end of log Z: the exact value, or that of the reverse runs, or of the forward runs where there are no others.</summary>
    public required double High { get; init; }

    /// <summary>
    /// Whether the interval may be believed: the value is exact, or the ends are in order and within the largest gap, with an
    /// effective sample size above the smallest (<see cref="AnnealingOptions"/>). Forward runs alone never count as converged,
    /// since they cannot know what they missed.
    /// </summary>
    public required bool Converged { get; init; }

    /// <summary>An estimate that is exact.</summary>
    public static LogPartitionEstimate FromExact(double logPartition) =>
        new() { Exact = logPartition, Low = logPartition, High = logPartition, Converged = true };

    /// <summary>An estimate from the two directions of annealing.</summary>
    /// <param name="forward">The runs from the base.</param>
    /// <param name="reverse">The runs to the base; null where there are none.</param>
    /// <param name="options">The thresholds of convergence.</param>
    public static LogPartitionEstimate FromAnnealing(AnnealingResult forward, AnnealingResult? reverse, AnnealingOptions options)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(options);
        // Where chance puts the directions in the wrong order, the interval covers both.
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
