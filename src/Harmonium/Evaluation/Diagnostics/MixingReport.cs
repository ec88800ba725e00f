using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Evaluation.Diagnostics;

/// <summary>How well chains mix, measured by one quantity along them, such as the free energy.</summary>
internal sealed record MixingReport
{
    /// <summary>The integrated autocorrelation time.</summary>
    public required AutocorrelationTime Autocorrelation { get; init; }

    /// <summary>The number of independent numbers that all chains together are worth: count / τ, at most the count.</summary>
    public required double EffectiveSampleSize { get; init; }

    /// <summary>The variance of the chains' means times the chain length, B of Gelman &amp; Rubin (1992); 0 for one chain.</summary>
    public required double BetweenChains { get; init; }

    /// <summary>The mean of the chains' variances, W of Gelman &amp; Rubin (1992).</summary>
    public required double WithinChains { get; init; }

    /// <summary>
    /// Split R̂ (Gelman, Carlin, Stern, Dunson, Vehtari, Rubin 2013, section 11.4): √(((n − 1)/n · W + B/n) / W) over half chains. Each chain is cut
    /// in two, so that a drift within a chain counts like a difference between chains. It is 1 for chains that agree and above 1.01 for chains that
    /// do not (Vehtari et al. 2021).
    /// </summary>
    public required double SplitRHat { get; init; }

    /// <summary>Evaluates chains by a quantity along them.</summary>
    /// <param name="chains">The quantity along each chain; all chains have equal length, at least 4 numbers.</param>
    /// <exception cref="ArgumentException">There are no chains, or they have different lengths or are too short.</exception>
    public static MixingReport Of(IReadOnlyList<double[]> chains)
    {
        int length = ChainSeries.RequireLength(chains, 4);
        AutocorrelationTime time = AutocorrelationTime.Of(chains);
        (double between, double within) = Variances(chains);
        int half = length / 2;
        double[][] halves = [.. chains.SelectMany(chain => (double[][])[chain[..half], chain[^half..]])];
        (double betweenHalves, double withinHalves) = Variances(halves);
        double count = (double)chains.Count * length;
        return new MixingReport
        {
            Autocorrelation = time,
            EffectiveSampleSize = Math.Min(count, count / time.Time),
            BetweenChains = between,
            WithinChains = within,
            SplitRHat = withinHalves > 0 ? Math.Sqrt(((half - 1.0) / half) + (betweenHalves / half / withinHalves)) : betweenHalves > 0
                ? double.PositiveInfinity : 1,
        };
    }

    private static (double Between, double Within) Variances(IReadOnlyList<double[]> chains)
    {
        int n = chains[0].Length;
        double[] means = [.. chains.Select(chain => chain.Average())];
        double mean = means.Average();
        double between = means.Length < 2 ? 0 : n * means.Sum(m => (m - mean) * (m - mean)) / (means.Length - 1);
        double within = chains.Select((chain, c) => chain.Sum(x => (x - means[c]) * (x - means[c])) / (n - 1)).Average();
        return (between, within);
    }
}
