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

    /// <summary>The active units of a row: their count, places and values (null when all are 1); <paramref name="space"/> is room for the places.</summary>
    internal int Fetch(int row, int* space, out int* active, out float* values)
    {
        if (_starts is null)
        {
            active = space;
            values = null;
            return ActiveList.Extract(_words + (row * (nint)_wordsPerRow), _wordsPerRow, space);
        }

        int start = _starts[row];
        active = _columns + start;
        values = _values + start;
        return _starts[row + 1] - start;
    }

    // The arrays are on the pinned heap.
    internal static T* Address<T>(T[] pinned)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
