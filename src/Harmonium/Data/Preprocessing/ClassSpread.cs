using Harmonium.Numerics;

namespace Harmonium.Data.Preprocessing;

/// <summary>Selects a few examples that are spread evenly over the classes.</summary>
public static class ClassSpread
{
    /// <summary>Returns examples drawn without replacement, one of each class after the other; any examples if there are no labels.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="count">The number of examples, at most that of the data set.</param>
    /// <param name="seed">The seed of the selection.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1 or exceeds the number of examples.</exception>
    public static Dataset Take(Dataset data, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, data.Count);
        Dataset shuffled = data.Shuffled(seed);
        if (shuffled.Labels is not { } labels)
            return shuffled.Range(0, count);
        int[] seen = new int[labels.Max() + 1];
        // The n-th example of each class is taken in the n-th round; each round goes through the classes in order.
        return shuffled.Take([.. labels.Select((label, row) => (Round: seen[label]++, label, row)).OrderBy(x => x.Round).ThenBy(x => x.label).Take(count)
            .Select(x => x.row)]);
    }

    /// <summary>Returns all examples binarized, [count, columns]: 1 for values of at least one half, 0 otherwise.</summary>
    public static Tensor ToBits(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Tensor bits = data.Examples.Rows([.. Enumerable.Range(0, data.Count)]);
        foreach (ref float x in bits.AsSpan())
            x = x >= 0.5f ? 1 : 0;
        return bits;
    }
}
