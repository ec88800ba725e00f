using System.Numerics;
using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Kernels;

/// <summary>Lists the ones of a row of bits.</summary>
internal static unsafe class ActiveList
{
    /// <summary>Writes where the rows of the ones among <paramref name="words"/> words begin, in ascending order, and returns how many there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Extract(ulong* row, int words, nint stride, nint* into)
    {
        int count = 0;
        for (int w = 0; w < words; w++)
        {
            ulong word = row[w];
            nint place = w << 6;
            // Two lists from the two halves of the word at once would shorten the chain of blsr; the products hide it.
            while (word != 0)
            {
                into[count++] = (place + BitOperations.TrailingZeroCount(word)) * stride;
                word &= word - 1;
            }
        }

        return count;
    }
}
