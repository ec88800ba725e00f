using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Products;

/// <summary>Rows to prefetch while a product computes its sums: short rows of elements, one between every few steps.</summary>
internal readonly unsafe struct PrefetchRows(float* start, nint stride, int length, int rows)
{
    private const int Line = 64 / sizeof(float);
    private readonly float* _start = start;
    private readonly nint _stride = stride;
    private readonly int _length = length;

    /// <summary>The maximum length of a row: three cache lines.</summary>
    internal const int LongestRow = 3 * Line;

    /// <summary>The number of rows to prefetch.</summary>
    internal readonly int Rows = rows;

    /// <summary>Prefetches all rows at once.</summary>
    internal void PrefetchAll<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < Rows; row++)
            Prefetch<TSimd, TVector>(row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Prefetch<TSimd, TVector>(int row)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* address = _start + (row * _stride);
        TSimd.PrefetchFar(address);
        if (_length > Line)
            TSimd.PrefetchFar(address + Line);
        if (_length > 2 * Line)
            TSimd.PrefetchFar(address + (2 * Line));
        TSimd.PrefetchFar(address + _length - 1);
    }
}
