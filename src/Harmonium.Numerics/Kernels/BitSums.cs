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
        if (weights.Length > 0 && !weights.ContainsAnyExcept(weights[0]))
        {
            Count(byUnit.Words, byUnit.WordsPerRow, weights[0], into);
            return;
        }

        for (int unit = 0; unit < into.Length; unit++)
            into[unit] = (float)Sum(byUnit.Row(unit), weights);
    }

    private static void Count(ReadOnlySpan<ulong> words, int wordsPerRow, double weight, Span<float> into)
    {
        int next = 0;
        for (int unit = 0; unit < into.Length; unit++)
        {
            int count = 0;
            for (int end = next + wordsPerRow; next < end; next++)
                count += BitOperations.PopCount(words[next]);
            into[unit] = (float)(count * weight);
        }
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
