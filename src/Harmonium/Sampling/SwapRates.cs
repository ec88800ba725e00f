namespace Harmonium.Sampling;

/// <summary>Running means of how likely a swap between neighbors is, and the inverse temperatures that make it equal.</summary>
internal sealed class SwapRates
{
    // A hundred sweeps or so: long against the noise of a sweep, short against the change of a machine that learns.
    private const float Keep = 0.98f;

    // Neighbors that always swap have still some distance, or else temperatures could meet.
    private const double LeastRejection = 0.005;

    internal SwapRates(int neighbors)
    {
        Rates = new float[neighbors];
        Array.Fill(Rates, 1f);
    }

    /// <summary>The mean acceptance probability of each pair of neighbors, from the hottest.</summary>
    internal float[] Rates { get; }

    internal void Record(int pair, double acceptance) => Rates[pair] = (Keep * Rates[pair]) + ((1 - Keep) * (float)acceptance);

    /// <summary>
    /// Inverse temperatures at which the rejections between neighbors, summed from β = 0, grow in equal steps
    /// (Syed, Bouchard-Côté, Deligiannidis, Doucet 2021, algorithm 2), the sum being taken as linear between the old ones.
    /// </summary>
    internal float[] Equalize(ReadOnlySpan<float> betas)
    {
        int count = betas.Length;
        double[] barrier = new double[count];
        for (int t = 1; t < count; t++)
            barrier[t] = barrier[t - 1] + Math.Max(LeastRejection, 1 - Rates[t - 1]);
        float[] moved = [.. betas];
        for (int t = 1, piece = 1; t < count - 1; t++)
        {
            double wanted = barrier[^1] * t / (count - 1);
            while (barrier[piece] < wanted)
                piece++;
            double share = (wanted - barrier[piece - 1]) / (barrier[piece] - barrier[piece - 1]);
            moved[t] = (float)(betas[piece - 1] + (share * (betas[piece] - betas[piece - 1])));
        }

        return moved;
    }
}
