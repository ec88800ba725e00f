using Harmonium.Mathematics;

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

    /// <summary>
    /// Bennett's acceptance ratio of the forward and reverse runs (Bennett 1976), the estimate of smallest variance from both, in nats; null without
    /// reverse runs.
    /// </summary>
    public double? Bennett { get; init; }

    /// <summary>
    /// Reverse annealing from examples and from mirrored, random and tempered states. It tests for modes that the forward runs missed and is no
    /// bound; null if it was not run.
    /// </summary>
    public LogPartitionInterval? OtherReverseAis { get; init; }

    /// <summary>The starts of the reverse runs, in words; null if none was run.</summary>
    public string? Tested { get; init; }

    /// <summary>The lower end of log Z: the exact value, or the lower of the ends of the forward and the reverse runs.</summary>
    public required double Low { get; init; }

    /// <summary>
    /// The upper end of log Z: the exact value, or the higher of the ends of the forward and the reverse runs plus what a mode too small to be seen by
    /// the forward runs could add.
    /// </summary>
    public required double High { get; init; }

    /// <summary>
    /// True if the interval is reliable: the value is exact, or the ends are in order, within the largest gap, and have an effective sample size above
    /// the smallest (<see cref="AnnealingOptions"/>), and no reverse run from another start found a mode that the forward runs missed.
    /// </summary>
    public required bool Converged { get; init; }

    /// <summary>The reason why the interval is not reliable, in words; null if it is.</summary>
    public string? Doubt { get; init; }

    /// <summary>Creates an estimate from an exact value.</summary>
    public static LogPartitionEstimate FromExact(double logPartition) =>
        new() { Exact = logPartition, Low = logPartition, High = logPartition, Converged = true };

    /// <summary>Creates an estimate from the two directions of annealing.</summary>
    /// <param name="forward">The runs from the base.</param>
    /// <param name="reverse">The runs to the base; null if there are none.</param>
    /// <param name="options">The options with the criteria for convergence.</param>
    /// <param name="others">The runs to the base from states that the forward runs may have missed; null if there are none.</param>
    public static LogPartitionEstimate FromAnnealing(
        AnnealingResult forward, AnnealingResult? reverse, AnnealingOptions options, AnnealingResult? others = null)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(options);
        LogPartitionInterval up = forward.LogPartition, down = reverse?.LogPartition ?? up;
        double low = Math.Min(up.Low, down.Low), high = Math.Max(up.High, down.High) + AnnealingVerdict.UnseenMass(forward);
        string? doubt = AnnealingVerdict.Doubt(forward, reverse, others, high - low, options);
        return new LogPartitionEstimate
        {
            Ais = up,
            ReverseAis = reverse?.LogPartition,
            ReverseStart = reverse?.Start,
            OtherReverseAis = others?.LogPartition,
            Bennett = reverse is null ? null
                : forward.LogPartitionOfBase + BennettRatio.Of([.. forward.LogWeights], [.. reverse.LogWeights]).LogRatio,
            EffectiveSampleSize = Math.Min(forward.EffectiveSampleSize, reverse?.EffectiveSampleSize ?? double.PositiveInfinity),
            Runs = forward.Runs,
            Ladder = forward.Ladder.Name,
            Low = low,
            High = high,
            Doubt = doubt,
            Converged = doubt is null,
        };
    }
}
