using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Evaluation.Annealing;

/// <summary>
/// The estimate of log Z from the runs of one direction. Forward: Ẑ = Z₀ · mean w is unbiased, so E[log Ẑ] ≤ log Z by Jensen's inequality. Reverse:
/// the mean of 1 / w estimates Z₀ / Z without bias, so Ẑ = Z₀ / mean(1 / w) has E[log Ẑ] ≥ log Z (Burda, Grosse, Salakhutdinov 2015; Grosse,
/// Ghahramani, Adams 2015).
/// </summary>
public sealed class AnnealingResult
{
    private const double Sigmas = 3;
    private readonly double[] _logWeights;

    internal AnnealingResult(AnnealingStart start, AnnealingLadder ladder, double logPartitionOfBase, double[] logWeights)
    {
        Start = start;
        Ladder = ladder;
        LogPartitionOfBase = logPartitionOfBase;
        _logWeights = logWeights;
        bool reverse = start != AnnealingStart.Base;
        LogPartitionInterval ratio = Summarize(reverse ? [.. logWeights.Select(w => -w)] : logWeights, out double effective);
        EffectiveSampleSize = effective;
        LogPartition = reverse
            ? new LogPartitionInterval(logPartitionOfBase - ratio.Mean, logPartitionOfBase - ratio.High, logPartitionOfBase - ratio.Low)
            : new LogPartitionInterval(logPartitionOfBase + ratio.Mean, logPartitionOfBase + ratio.Low, logPartitionOfBase + ratio.High);
    }

    /// <summary>
    /// The estimate of log Z. If r is the standard error of the mean weight divided by the mean, the interval is log Ẑ + log(1 ± 3 r) (Salakhutdinov
    /// &amp; Murray 2008). If 3 r is near or above 1, the lower end of the mean is near or below 0. It is then replaced by the mean log-weight minus
    /// 3 of its standard errors, which also lies below the logarithm of the mean by Jensen's inequality. For reverse runs the same holds for 1 / w,
    /// so the low and high ends change places.
    /// </summary>
    public LogPartitionInterval LogPartition { get; }

    /// <summary>(Σ w)² / Σ w², the number of equal weights that would be as good; for reverse runs, of 1 / w.</summary>
    public double EffectiveSampleSize { get; }

    /// <summary>The start of the runs, which also gives their direction.</summary>
    public AnnealingStart Start { get; }

    /// <summary>The inverse temperatures.</summary>
    public AnnealingLadder Ladder { get; }

    /// <summary>log Z₀ of the base model, in nats.</summary>
    public double LogPartitionOfBase { get; }

    /// <summary>log w = Σ_k log f_{k+1}(v_k) − log f_k(v_k) of each run, in nats. k is counted from the base in both directions.</summary>
    public IReadOnlyList<double> LogWeights => _logWeights;

    /// <summary>The number of runs.</summary>
    public int Runs => _logWeights.Length;

    private static LogPartitionInterval Summarize(double[] logWeights, out double effectiveSampleSize)
    {
        int n = logWeights.Length;
        double largest = logWeights.Max();
        double sum = 0, squares = 0, logSum = 0;
        foreach (double logWeight in logWeights)
        {
            double w = Math.Exp(logWeight - largest);
            sum += w;
            squares += w * w;
            logSum += logWeight;
        }

        effectiveSampleSize = sum * sum / squares;
        double mean = sum / n;
        double relativeError = Math.Sqrt(Math.Max(0, squares - (n * mean * mean)) / (n - 1.0) / n) / mean;
        double logMean = largest + Math.Log(mean);
        double meanLog = logSum / n;
        double errorOfMeanLog = Math.Sqrt(logWeights.Sum(w => (w - meanLog) * (w - meanLog)) / (n - 1.0) / n);
        double lowByJensen = meanLog - (Sigmas * errorOfMeanLog);
        double low = Sigmas * relativeError < 1 ? Math.Max(lowByJensen, logMean + Math.Log(1 - (Sigmas * relativeError))) : lowByJensen;
        return new LogPartitionInterval(logMean, low, logMean + Math.Log(1 + (Sigmas * relativeError)));
    }
}
