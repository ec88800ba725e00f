namespace Harmonium.Sampling;

/// <summary>Running means of the swap rates between neighbors, and the inverse temperatures that equalize them.</summary>
internal sealed class SwapRates
{
    // Averages over about a hundred sweeps: long compared with the noise of a sweep, short compared with changes during training.
    private const float Keep = 0.98f;

    // Neighbors that always swap keep some distance. Otherwise temperatures could coincide.
    private const double LeastRejection = 0.005;

    internal SwapRates(int neighbors)
    {
        Rates = new float[neighbors];
        Array.Fill(Rates, 1f);
    }

    /// <summary>The mean acceptance probability of each pair of neighbors, starting with the highest temperature.</summary>
    internal float[] Rates { get; }

    internal void Record(int pair, double acceptance) => Rates[pair] = (Keep * Rates[pair]) + ((1 - Keep) * (float)acceptance);

    /// <summary>
    /// Returns inverse temperatures at which the rejection rates between neighbors, summed from β = 0, grow in equal steps (Syed, Bouchard-Côté,
    /// Deligiannidis, Doucet 2021, algorithm 2). The sum is interpolated linearly between the old temperatures.
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
