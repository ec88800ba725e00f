namespace Harmonium.Evaluation.Annealing;

/// <summary>How annealed importance sampling is done, and when its answer counts as converged.</summary>
public sealed record AnnealingOptions
{
    /// <summary>The inverse temperatures; by default those of Salakhutdinov &amp; Murray (2008).</summary>
    public AnnealingLadder Ladder { get; init; } = AnnealingLadder.SalakhutdinovMurray;

    /// <summary>How many independent runs are made in each direction, at least 2; 100 in Salakhutdinov &amp; Murray (2008).</summary>
    public int Runs { get; init; } = 100;

    /// <summary>The seed of all random numbers.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// How many Gibbs sweeps at the machine's own temperature precede a reverse run that starts from the particles of the
    /// forward one; 0 or more.
    /// </summary>
    public int SweepsBeforeReverse { get; init; } = 200;

    /// <summary>The widest interval of log Z, in nats, that counts as converged; above 0.</summary>
    public double LargestGap { get; init; } = 1;

    /// <summary>The smallest effective sample size that counts as converged, as a share of the runs; 0 to 1.</summary>
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
                $"The smallest effective share lies in 0 to 1; it is {SmallestEffectiveShare}.");
    }
}
