using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Harmonium.Numerics.Kernels.Execution;

/// <summary>
/// A view of a float32 matrix for kernels: its address, its sizes, and the object that keeps the memory alive. The elements are on the pinned heap. The
/// default value is an empty view with a null address.
/// </summary>
internal readonly unsafe struct MatrixView
{
    /// <summary>The number of elements in a cache line, and in the widest vector.</summary>
    internal const int LineLength = 16;

    private readonly object? _owner;

    /// <summary>Creates a view of elements on the pinned heap.</summary>
    /// <param name="block">The elements, including the padding between rows.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="rowStride">The row stride, in elements.</param>
    /// <param name="owner">The object that keeps the memory alive.</param>
    internal MatrixView(Span<float> block, int rows, int columns, int rowStride, object owner)
    {
        Address = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(block));
        Length = block.Length;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        _owner = owner;
    }

    /// <summary>The address of the first element; null for an empty view.</summary>
    internal float* Address { get; }

    /// <summary>The number of elements, including the padding between rows.</summary>
    internal int Length { get; }

    /// <summary>The number of rows.</summary>
    internal int Rows { get; }

    /// <summary>The number of columns.</summary>
    internal int Columns { get; }

    /// <summary>The row stride, in elements.</summary>
    internal int RowStride { get; }

    /// <summary>The number of elements without padding.</summary>
    internal int Count => Rows * Columns;

    /// <summary>Keeps the memory alive until this call.</summary>
    internal void KeepAlive() => GC.KeepAlive(_owner);

    /// <summary>Sets every element to 0, including the padding.</summary>
    internal void Clear() => new Span<float>(Address, Length).Clear();
}
