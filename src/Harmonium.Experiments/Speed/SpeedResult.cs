namespace Harmonium.Experiments.Speed;

/// <summary>How fast a piece of work was.</summary>
/// <param name="Name">The name of the case; <c>-t1</c> at its end says one thread.</param>
/// <param name="Threads">How many threads worked.</param>
/// <param name="Seconds">The best time of one run.</param>
/// <param name="MedianSeconds">The time that half of the runs took at most: above the best by what else the machine did.</param>
/// <param name="Gigaflops">Dense-equivalent billions of operations a second; null where they mean nothing.</param>
/// <param name="PeakGigaflops">What the same threads reach in a loop of nothing but fused multiply-adds, measured beside.</param>
public sealed record SpeedResult(string Name, int Threads, double Seconds, double MedianSeconds, double? Gigaflops, double PeakGigaflops)
{
    /// <summary>The share of the peak; above 1 where sparse states save operations.</summary>
    public double? RatioToPeak => Gigaflops / PeakGigaflops;

    /// <summary>The share of the peak in the median of the runs.</summary>
    public double? MedianRatioToPeak => RatioToPeak * Seconds / MedianSeconds;
}
