using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Harmonium.Numerics.Kernels;

/// <summary>The active units of each row, and their values where they are not all 1, whatever the states are kept as.</summary>
internal readonly unsafe struct RowLists
{
    private readonly ulong* _words;
    private readonly int _wordsPerRow;
    private readonly int[]? _starts;
    private readonly int* _columns;
    private readonly float* _values;

    internal RowLists(States states)
        : this(states.Bits, states.Sparse)
    {
    }

    internal RowLists(BitMatrix? bits, SparseRows? sparse)
    {
        if (bits is not null)
        {
            _words = Address(bits.Words);
            _wordsPerRow = bits.WordsPerRow;
        }
        else
        {
            _starts = sparse!.Starts;
            _columns = Address(sparse.Columns);
            _values = Address(sparse.Values);
        }
    }

    /// <summary>Whether there are no lists at all.</summary>
    internal bool IsEmpty => _words == null && _starts is null;

    /// <summary>Where the rows that a row's active units point to begin, and the units' values.</summary>
    /// <param name="row">The row of states.</param>
    /// <param name="stride">From a row pointed to, to the next.</param>
    /// <param name="offsets">Receives where each begins.</param>
    /// <param name="values">Receives each unit's value, unless all are 1.</param>
    /// <param name="haveValues">Whether values were written.</param>
    /// <returns>How many units are active.</returns>
    internal int Fetch(int row, nint stride, nint* offsets, float* values, out bool haveValues)
    {
        haveValues = _starts is not null;
        if (_starts is null)
            return ActiveList.Extract(_words + (row * (nint)_wordsPerRow), _wordsPerRow, stride, offsets);
        int start = _starts[row], count = _starts[row + 1] - start;
        for (int i = 0; i < count; i++)
        {
            offsets[i] = _columns[start + i] * stride;
            values[i] = _values[start + i];
        }

        return count;
    }

    // The arrays are on the pinned heap.
    internal static T* Address<T>(T[] pinned)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
