using Harmonium.Numerics.Randomness;

namespace Harmonium.Data;

/// <summary>Random permutations (Fisher &amp; Yates). All n! are equally likely, up to the quality of the generator.</summary>
internal static class Permutation
{
    /// <summary>Returns the numbers 0 to <paramref name="count"/> − 1 in a random order.</summary>
    internal static int[] Draw(RandomStream random, int count)
    {
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
            order[i] = i;
        for (int i = count - 1; i > 0; i--)
        {
            int j = (int)Below(random, (uint)i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>
    /// Returns an unbiased number below a bound (Lemire 2019, "Fast random integer generation in an interval"), from the blocks of column
    /// <paramref name="bound"/>.
    /// </summary>
    private static uint Below(RandomStream random, uint bound)
    {
        uint biased = (uint)-(int)bound % bound;
        for (uint attempt = 0; ; attempt++)
        {
            ulong product = (ulong)random.Block(bound, attempt).A * bound;
            if ((uint)product >= biased)
                return (uint)(product >> 32);
        }
    }
}
