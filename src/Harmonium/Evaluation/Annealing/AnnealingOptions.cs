namespace Harmonium.Evaluation.Annealing;

/// <summary>Options for annealed importance sampling, and its criteria for convergence.</summary>
public sealed record AnnealingOptions
{
    /// <summary>The inverse temperatures; by default those of Salakhutdinov &amp; Murray (2008).</summary>
    public AnnealingLadder Ladder { get; init; } = AnnealingLadder.SalakhutdinovMurray;

    /// <summary>The number of independent runs in each direction, at least 2; 100 in Salakhutdinov &amp; Murray (2008).</summary>
    public int Runs { get; init; } = 100;

    /// <summary>The seed of all random numbers.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// The number of Gibbs sweeps at the machine's own temperature before a reverse run that starts from the particles of the forward runs, at least
    /// 0.
    /// </summary>
    public int SweepsBeforeReverse { get; init; } = 200;

    /// <summary>The widest interval of log Z that counts as converged, in nats, above 0.</summary>
    public double LargestGap { get; init; } = 1;

    /// <summary>The smallest effective sample size that counts as converged, as a fraction of the runs, 0 to 1.</summary>
    public double SmallestEffectiveShare { get; init; } = 0.05;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Ladder);
        ArgumentOutOfRangeException.ThrowIfLessThan(Runs, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(SweepsBeforeReverse);
        if (!(LargestGap > 0))
            throw new ArgumentOutOfRangeException(nameof(LargestGap), $"The largest gap must be above 0 nats; it is {LargestGap}.");
        if (!(SmallestEffectiveShare >= 0 && SmallestEffectiveShare <= 1))
            throw new ArgumentOutOfRangeException(nameof(SmallestEffectiveShare),
                $"The smallest effective share must be from 0 to 1; it is {SmallestEffectiveShare}.");
    }
}
