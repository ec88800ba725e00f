using System.Numerics;

namespace Harmonium.Numerics.Sparsity;

/// <summary>A binary matrix with one bit per element. Column c is bit c mod 64 of word c / 64; bits beyond the last column are zero.</summary>
internal sealed class BitMatrix
{
    /// <summary>Creates a matrix of zeros.</summary>
    public BitMatrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Rows = rows;
        Columns = columns;
        WordsPerRow = (columns + 63) / 64;
        Words = GC.AllocateArray<ulong>(checked(rows * WordsPerRow), pinned: true);
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The number of 64-bit words per row.</summary>
    public int WordsPerRow { get; }

    // Allocated on the pinned heap, so that kernels may keep the address.
    internal ulong[] Words { get; }

    /// <summary>The bit at a row and column.</summary>
    public bool this[int row, int column]
    {
        get => (Words[(row * WordsPerRow) + (column >> 6)] >> (column & 63) & 1) != 0;
        set
        {
            ref ulong word = ref Words[(row * WordsPerRow) + (column >> 6)];
            ulong bit = 1UL << (column & 63);
            word = value ? word | bit : word & ~bit;
        }
    }

    /// <summary>The number of bits that are one.</summary>
    public long PopulationCount()
    {
        long count = 0;
        foreach (ulong word in Words)
            count += BitOperations.PopCount(word);
        return count;
    }

    internal ReadOnlySpan<ulong> Row(int row) => Words.AsSpan(row * WordsPerRow, WordsPerRow);
}
