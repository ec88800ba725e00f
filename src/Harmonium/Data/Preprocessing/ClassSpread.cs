using Harmonium.Numerics;

namespace Harmonium.Data.Preprocessing;

/// <summary>A few examples that are as different as labels can tell: one of every class in turn.</summary>
public static class ClassSpread
{
    /// <summary>Examples drawn without replacement, one of each class after the other where there are labels, any where there are none.</summary>
    /// <param name="data">What to draw from.</param>
    /// <param name="count">How many, at most as many as there are.</param>
    /// <param name="seed">The seed of the drawing.</param>
    /// <exception cref="ArgumentOutOfRangeException">More are wanted than there are, or fewer than one.</exception>
    public static Dataset Take(Dataset data, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, data.Count);
        Dataset shuffled = data.Shuffled(seed);
        if (shuffled.Labels is not { } labels)
            return shuffled.Range(0, count);
        int[] seen = new int[labels.Max() + 1];
        // The n-th example of its class comes in the n-th round; rounds go through the classes in order.
        return shuffled.Take([.. labels.Select((label, row) => (Round: seen[label]++, label, row)).OrderBy(x => x.Round).ThenBy(x => x.label).Take(count)
            .Select(x => x.row)]);
    }

    /// <summary>All examples as black and white, [count, numbers] of 0 and 1: 1 where a number is at least one half.</summary>
    public static Tensor ToBits(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Tensor bits = data.Examples.Rows([.. Enumerable.Range(0, data.Count)]);
        foreach (ref float x in bits.AsSpan())
            x = x >= 0.5f ? 1 : 0;
        return bits;
    }
}
