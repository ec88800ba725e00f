using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Harmonium.Numerics.Kernels.Execution;

/// <summary>
/// Rows of float32 numbers as kernels see them: an address, sizes, and the object that must live as long as the address is used. The numbers are on the
/// pinned heap. The default value is no matrix: its address is null.
/// </summary>
internal readonly unsafe struct MatrixView
{
    /// <summary>The numbers of one cache line, and of the widest vector.</summary>
    internal const int LineLength = 16;

    private readonly object? _owner;

    /// <summary>Views numbers on the pinned heap.</summary>
    /// <param name="block">The numbers with the gaps between rows.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">The numbers of one row.</param>
    /// <param name="rowStride">From a row to the next.</param>
    /// <param name="owner">What keeps the memory alive.</param>
    internal MatrixView(Span<float> block, int rows, int columns, int rowStride, object owner)
    {
        Address = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(block));
        Length = block.Length;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        _owner = owner;
    }

    /// <summary>Where the first number stands; null where there is no matrix.</summary>
    internal float* Address { get; }

    /// <summary>How many numbers there are, gaps between rows included.</summary>
    internal int Length { get; }

    /// <summary>How many rows.</summary>
    internal int Rows { get; }

    /// <summary>The numbers of one row.</summary>
    internal int Columns { get; }

    /// <summary>From a row to the next.</summary>
    internal int RowStride { get; }

    /// <summary>How many numbers there are without gaps.</summary>
    internal int Count => Rows * Columns;

    /// <summary>Keeps the memory alive up to this call.</summary>
    internal void KeepAlive() => GC.KeepAlive(_owner);

    /// <summary>Sets every number to 0, gaps included.</summary>
    internal void Clear() => new Span<float>(Address, Length).Clear();
}
