using System.Numerics;
using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics.Kernels.Gathering;

/// <summary>Weighted sums of binary states over the examples. If the weights sum to 1, these are the means.</summary>
internal static class BitSums
{
    /// <summary>into[i] = Σ_s weight[s] · bit[i, s], summed in double. For signs, a bit of 0 counts as −1.</summary>
    /// <param name="byUnit">The bits, [units, examples].</param>
    /// <param name="weights">The weight of each example.</param>
    /// <param name="into">Receives one sum per unit.</param>
    /// <param name="signs">True if bits stand for −1 and 1.</param>
    internal static void Run(BitMatrix byUnit, ReadOnlySpan<float> weights, Span<float> into, bool signs)
    {
        // Σ w (2b − 1) = 2 Σ w b − Σ w.
        double all = 0, factor = signs ? 2 : 1;
        foreach (float weight in signs ? weights : [])
            all += weight;
        if (weights.Length > 0 && !weights.ContainsAnyExcept(weights[0]))
        {
            Count(byUnit.Words, byUnit.WordsPerRow, factor * weights[0], all, into);
            return;
        }

        for (int unit = 0; unit < into.Length; unit++)
            into[unit] = (float)((factor * Sum(byUnit.Row(unit), weights)) - all);
    }

    private static void Count(ReadOnlySpan<ulong> words, int wordsPerRow, double weight, double all, Span<float> into)
    {
        int next = 0;
        for (int unit = 0; unit < into.Length; unit++)
        {
            int count = 0;
            for (int end = next + wordsPerRow; next < end; next++)
                count += BitOperations.PopCount(words[next]);
            into[unit] = (float)((count * weight) - all);
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
