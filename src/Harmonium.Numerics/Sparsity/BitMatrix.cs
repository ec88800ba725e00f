using System.Numerics;

namespace Harmonium.Numerics.Sparsity;

/// <summary>Rows of zeros and ones at one bit a unit: bit c mod 64 of word c / 64 is column c; bits beyond the last column are zero.</summary>
public sealed class BitMatrix
{
    /// <summary>A matrix of zeros.</summary>
    public BitMatrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Rows = rows;
        Columns = columns;
        WordsPerRow = (columns + 63) / 64;
        Words = GC.AllocateArray<ulong>(checked(rows * WordsPerRow), pinned: true);
    }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>How many bits a row has.</summary>
    public int Columns { get; }

    /// <summary>How many 64-bit words a row takes.</summary>
    public int WordsPerRow { get; }

    // On the pinned heap, so that kernels may keep its address.
    internal ulong[] Words { get; }

    /// <summary>One bit.</summary>
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

    /// <summary>How many bits are one.</summary>
    public long PopulationCount()
    {
        long count = 0;
        foreach (ulong word in Words)
            count += BitOperations.PopCount(word);
        return count;
    }

    internal ReadOnlySpan<ulong> Row(int row) => Words.AsSpan(row * WordsPerRow, WordsPerRow);
}
