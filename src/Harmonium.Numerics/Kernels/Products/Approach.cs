using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Products;

/// <summary>What a product reads next and asks for while its sums run: short rows of numbers, one between every few steps.</summary>
internal readonly unsafe struct Approach(float* start, nint stride, int length, int rows)
{
    private const int Line = 64 / sizeof(float);
    private readonly float* _start = start;
    private readonly nint _stride = stride;
    private readonly int _length = length;

    /// <summary>The most numbers of a row: three cache lines.</summary>
    internal const int LongestRow = 3 * Line;

    /// <summary>How many rows there are to ask for.</summary>
    internal readonly int Rows = rows;

    /// <summary>Asks for all rows at once.</summary>
    internal void AskAll<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < Rows; row++)
            Ask<TSimd, TVector>(row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Ask<TSimd, TVector>(int row)
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
