using System.Numerics;

namespace Harmonium.Numerics.Kernels;

/// <summary>Weighted sums over the examples of states that are bits: their means, when weights sum to 1.</summary>
internal static class BitSums
{
    /// <summary>into[i] = Σ_s weight[s] · bit[i, s], summed in double.</summary>
    /// <param name="byUnit">The bits, [units, examples].</param>
    /// <param name="weights">The weight of each example.</param>
    /// <param name="into">One sum a unit.</param>
    internal static void Run(BitMatrix byUnit, ReadOnlySpan<float> weights, Span<float> into)
    {
        bool equal = weights.Length > 0 && !weights.ContainsAnyExcept(weights[0]);
        for (int unit = 0; unit < into.Length; unit++)
        {
            ReadOnlySpan<ulong> words = byUnit.Row(unit);
            into[unit] = (float)(equal ? Count(words) * (double)weights[0] : Sum(words, weights));
        }
    }

    private static int Count(ReadOnlySpan<ulong> words)
    {
        int count = 0;
        foreach (ulong word in words)
            count += BitOperations.PopCount(word);
        return count;
    }

    private static double Sum(ReadOnlySpan<ulong> words, ReadOnlySpan<float> weights)
    {
        double sum = 0;
        for (int w = 0; w < words.Length; w++)
        {
            for (ulong word = words[w]; word != 0; word &= word - 1)
                sum += weights[(w << 6) + BitOperations.TrailingZeroCount(word)];
        }

        return sum;
    }
}
