namespace Harmonium.Experiments.Speed;

/// <summary>The result of a speed case.</summary>
/// <param name="Name">The name of the case; <c>-t1</c> at the end means one thread.</param>
/// <param name="Threads">The number of threads.</param>
/// <param name="Seconds">The best time of one run, in seconds.</param>
/// <param name="MedianSeconds">The median time of a run, in seconds. Other load on the computer raises it above the best time.</param>
/// <param name="Gigaflops">Dense-equivalent billions of operations per second; null if operations are not defined.</param>
/// <param name="PeakGigaflops">The peak of the same threads in a loop of fused multiply-adds, in billions of operations per second.</param>
internal sealed record SpeedResult(string Name, int Threads, double Seconds, double MedianSeconds, double? Gigaflops, double PeakGigaflops)
{
    /// <summary>Gets the fraction of the peak. It can exceed 1 if sparse states save operations.</summary>
    public double? RatioToPeak => Gigaflops / PeakGigaflops;

    /// <summary>Gets the fraction of the peak for the median time.</summary>
    public double? MedianRatioToPeak => RatioToPeak * Seconds / MedianSeconds;
}
