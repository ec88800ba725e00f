namespace Harmonium.Evaluation.Diagnostics;

/// <summary>
/// The integrated autocorrelation time of chains, τ = 1 + 2 Σ_{t ≥ 1} ρ(t): a mean over n correlated numbers is worth n / τ independent ones. The sum
/// ends at the first lag M ≥ c · max(2, τ(M)), because larger lags only add noise (Sokal 1989/1997, "Monte Carlo methods in statistical mechanics",
/// section 3). Autocovariances are averaged over chains about their common mean (Goodman &amp; Weare 2010).
/// </summary>
/// <param name="Time">τ, in units of the spacing of the numbers; 1 for independent numbers.</param>
/// <param name="Window">The lag M at which the sum ended.</param>
/// <param name="Converged">
/// True if the window closed before half of a chain and the chains are at least 50 τ long. Shorter chains give no reliable estimate.
/// </param>
public readonly record struct AutocorrelationTime(double Time, int Window, bool Converged)
{
    private const double LeastTimes = 50;

    /// <summary>Computes the autocorrelation time of one or several chains.</summary>
    /// <param name="chains">A quantity along each chain; all chains have equal length, at least 2 numbers.</param>
    /// <param name="window">c, above 0; 5 (Sokal).</param>
    /// <exception cref="ArgumentException">There are no chains, or they have different lengths or fewer than 2 numbers.</exception>
    public static AutocorrelationTime Of(IReadOnlyList<double[]> chains, double window = 5)
    {
        int length = ChainSeries.RequireLength(chains, 2);
        if (!(window > 0))
            throw new ArgumentException($"The window, in autocorrelation times, must be above 0; it is {window}.", nameof(window));
        double mean = chains.Average(chain => chain.Average());
        double variance = Covariance(chains, mean, 0);
        if (variance == 0)
            return new AutocorrelationTime(1, 0, Converged: false); // Constant numbers have no autocorrelation time.
        double time = 1;
        int lag = 1;
        for (; lag < length; lag++)
        {
            time += 2 * Covariance(chains, mean, lag) / variance;
            // At least 2 c lags: with alternating signs, the first terms alone would end the sum.
            if (lag >= window * Math.Max(2, time))
                break;
        }

        time = Math.Max(time, 1e-12);
        return new AutocorrelationTime(time, lag, lag < length / 2 && length >= LeastTimes * time);
    }

    /// <summary>1/n Σ (x_s − mean)(x_{s+t} − mean), averaged over chains.</summary>
    private static double Covariance(IReadOnlyList<double[]> chains, double mean, int lag)
    {
        double sum = 0;
        foreach (double[] chain in chains)
        {
            for (int s = 0; s + lag < chain.Length; s++)
                sum += (chain[s] - mean) * (chain[s + lag] - mean);
        }

        return sum / ((double)chains.Count * chains[0].Length);
    }
}
