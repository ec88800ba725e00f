using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics.Kernels.Gathering;

/// <summary>The active units of each row of states, with their values unless all are 1, for any representation of states.</summary>
internal readonly unsafe struct RowLists
{
    private readonly ulong* _words;
    private readonly int _wordsPerRow;
    private readonly float* _numbers;
    private readonly nint _rowStride;
    private readonly nint _unitStride;
    private readonly int[]? _starts;
    private readonly int* _columns;
    private readonly float* _values;

    /// <summary>Creates lists from compressed sparse rows.</summary>
    internal RowLists(SparseRows sparse)
    {
        _starts = sparse.Starts;
        _columns = Address(sparse.Columns);
        _values = Address(sparse.Values);
    }

    /// <summary>Creates lists from the set bits.</summary>
    internal RowLists(BitMatrix bits)
    {
        _words = Address(bits.Words);
        _wordsPerRow = bits.WordsPerRow;
    }

    /// <summary>Creates lists from the elements selected by a mask.</summary>
    /// <param name="mask">The mask of nonzero elements.</param>
    /// <param name="numbers">The elements.</param>
    /// <param name="across">True if the rows of states are the columns of <paramref name="numbers"/>.</param>
    internal RowLists(BitMatrix mask, in MatrixView numbers, bool across)
        : this(mask)
    {
        _numbers = numbers.Address;
        (_rowStride, _unitStride) = across ? (1, numbers.RowStride) : (numbers.RowStride, 1);
    }

    /// <summary>True if units have values other than 0 and 1.</summary>
    internal bool HaveValues => _starts is not null || _numbers != null;

    /// <summary>Returns an upper bound of the number of active units in a range of rows and units.</summary>
    internal int Count(int firstRow, int endRow, int firstUnit, int endUnit)
    {
        if (_starts is not null)
            return _starts[endRow] - _starts[firstRow];
        int count = 0, firstWord = firstUnit >> 6, endWord = (endUnit + 63) >> 6;
        for (int row = firstRow; row < endRow; row++)
        {
            ulong* words = _words + (row * (nint)_wordsPerRow);
            for (int w = firstWord; w < endWord; w++)
                count += BitOperations.PopCount(words[w]);
        }

        return count;
    }

    /// <summary>For bits: the word of a row that starts with a unit.</summary>
    internal ulong* WordOf(int row, int unit) => _words + (row * WordsPerRow) + (unit >> 6);

    /// <summary>For bits: the row stride, in words.</summary>
    internal nint WordsPerRow => _wordsPerRow;

    /// <summary>Appends, for each active unit in a range of one row, its distance from the first unit times a stride, and its value.</summary>
    /// <param name="row">The row of states.</param>
    /// <param name="firstUnit">The first unit, a multiple of 64.</param>
    /// <param name="endUnit">The unit after the last: a multiple of 64, or the number of units.</param>
    /// <param name="origin">Added to every scaled distance.</param>
    /// <param name="stride">The factor of the distances.</param>
    /// <param name="offsets">Receives the scaled distances.</param>
    /// <param name="values">Receives the values; null if all are 1.</param>
    /// <param name="next">The index of the next entry.</param>
    /// <returns>The index after the last entry.</returns>
    internal int List(int row, int firstUnit, int endUnit, uint origin, uint stride, uint* offsets, float* values, int next)
    {
        if (_starts is null)
        {
            ulong* words = _words + (row * (nint)_wordsPerRow) + (firstUnit >> 6);
            int count = ((endUnit + 63) >> 6) - (firstUnit >> 6);
            if (_numbers != null)
                return ActiveLists.Extract(words, count, _numbers + (row * _rowStride) + (firstUnit * _unitStride), _unitStride, origin, stride, offsets,
                    values, next);
            int listed = ActiveLists.Extract(words, count, origin, stride, offsets, next);
            for (int i = next; values != null && i < listed; i++)
                values[i] = 1;
            return listed;
        }

        int end = _starts[row + 1];
        for (int i = LowerBound(_starts[row], end, firstUnit); i < end && _columns[i] < endUnit; i++)
        {
            offsets[next] = origin + ((uint)(_columns[i] - firstUnit) * stride);
            values[next++] = _values[i];
        }

        return next;
    }

    // The array must be on the pinned heap.
    internal static T* Address<T>(T[] pinned)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));

    private int LowerBound(int start, int end, int unit)
    {
        while (start < end)
        {
            int middle = (start + end) >> 1;
            if (_columns[middle] < unit)
                start = middle + 1;
            else
                end = middle;
        }

        return start;
    }
}
