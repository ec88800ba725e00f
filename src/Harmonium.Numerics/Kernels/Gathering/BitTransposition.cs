using System.Runtime.CompilerServices;
using Harmonium.Numerics.Parallelism;
using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics.Kernels.Gathering;

/// <summary>Transposes bit matrices in blocks of 64 × 64.</summary>
internal static unsafe class BitTransposition
{
    /// <summary>target = sourceᵀ.</summary>
    internal static void Run(WorkerPool pool, BitMatrix source, BitMatrix target)
    {
        ulong* from = RowLists.Address(source.Words), to = RowLists.Address(target.Words);
        pool.Run(source.WordsPerRow, (start, end) => Run(from, source.Rows, source.Columns, source.WordsPerRow, to, target.WordsPerRow, start, end));
    }

    /// <summary>Transposes the columns of words <paramref name="wordStart"/> to <paramref name="wordEnd"/> of a bit matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(ulong* source, int rows, int columns, int sourceWords, ulong* target, int targetWords, int wordStart, int wordEnd)
    {
        ulong* block = stackalloc ulong[64];
        for (int word = wordStart; word < wordEnd; word++)
        {
            for (int r = 0; r < rows; r += 64)
            {
                int height = Math.Min(64, rows - r);
                for (int i = 0; i < height; i++)
                    block[i] = source[((r + i) * (nint)sourceWords) + word];
                for (int i = height; i < 64; i++)
                    block[i] = 0;
                Block(block);
                int width = Math.Min(64, columns - (word << 6));
                for (int i = 0; i < width; i++)
                    target[(((word << 6) + i) * (nint)targetWords) + (r >> 6)] = block[i];
            }
        }
    }

    // Swaps off-diagonal squares of decreasing size (Warren, Hacker's Delight, section 7-3), lowest bit first.
    private static void Block(ulong* a)
    {
        ulong mask = 0x00000000FFFFFFFF;
        for (int j = 32; j != 0; j >>= 1, mask ^= mask << j)
        {
            for (int k = 0; k < 64; k = ((k | j) + 1) & ~j)
            {
                ulong t = ((a[k] >> j) ^ a[k | j]) & mask;
                a[k] ^= t << j;
                a[k | j] ^= t;
            }
        }
    }
}
