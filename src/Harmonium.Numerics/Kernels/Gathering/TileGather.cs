using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Gathering;

/// <summary>
/// Sums of selected rows of a tile, which is a range of columns of a matrix: the inner loop of products with sparse operands. A tile of 32 columns and 256
/// rows stays in the L1 cache while all examples use it.
/// </summary>
/// <remarks>
/// The sum of a column is computed in four parts: entry i of the list goes to part i mod 4, and the parts are added as (0 + 1) + (2 + 3). So the order is the
/// same for all vector widths, tiles and ranges, with four independent chains of additions per vector.
/// <para>Measured on one core (Zen 5, 3.6 GHz): 3.2 vectors of 16 elements per nanosecond; gathering rows from the whole matrix gave 1.9.</para>
/// </remarks>
internal static unsafe class TileGather
{
    /// <summary>The number of columns of a packed tile: two of the widest vectors.</summary>
    internal const int Columns = 32;

    /// <summary>into[r, c] = Σᵢ valueᵢ · tile[listᵣᵢ + c] for rows r and columns c, optionally added to the target.</summary>
    /// <param name="lists">The tile rows that each result is the sum of.</param>
    /// <param name="first">The first list.</param>
    /// <param name="end">The list after the last.</param>
    /// <param name="tile">The tile; offsets are relative to it.</param>
    /// <param name="columns">The number of columns, a multiple of <see cref="Columns"/>.</param>
    /// <param name="into">Receives the result of list <paramref name="first"/>.</param>
    /// <param name="stride">The row stride of the results.</param>
    /// <param name="accumulate">True to add to the target.</param>
    internal static void Sum<TSimd, TVector>(in ActiveLists lists, int first, int end, float* tile, int columns, float* into, nint stride, bool accumulate)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (lists.Values == null)
            Ones<TSimd, TVector>(lists.Offsets, lists.Starts, first, end, (byte*)tile, columns, into, stride, accumulate);
        else
            Valued<TSimd, TVector>(lists, first, end, (byte*)tile, columns, into, stride, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Ones<TSimd, TVector>(uint* offsets, int* starts, int first, int end, byte* tile, int columns, float* into, nint stride,
        bool accumulate)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int w = TSimd.Width;
        for (int r = first; r < end; r++, into += stride)
        {
            uint* last = offsets + starts[r + 1];
            byte* strip = tile;
            for (int column = 0; column < columns; column += 2 * w, strip += 2 * w * sizeof(float))
            {
                SumOf<TSimd, TVector>(offsets + starts[r], last, strip, out TVector left, out TVector right);
                Write<TSimd, TVector>(into + column, left, right, accumulate);
            }
        }
    }

    /// <summary>Computes two vectors of the sum of the rows in a list.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SumOf<TSimd, TVector>(uint* next, uint* last, byte* strip, out TVector left, out TVector right)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector a0 = TSimd.Zero, a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
        for (; next + 4 <= last; next += 4)
        {
            AddTo<TSimd, TVector>(strip + next[0], ref a0, ref a1);
            AddTo<TSimd, TVector>(strip + next[1], ref b0, ref b1);
            AddTo<TSimd, TVector>(strip + next[2], ref c0, ref c1);
            AddTo<TSimd, TVector>(strip + next[3], ref d0, ref d1);
        }

        if (next < last)
            AddTo<TSimd, TVector>(strip + next[0], ref a0, ref a1);
        if (next + 1 < last)
            AddTo<TSimd, TVector>(strip + next[1], ref b0, ref b1);
        if (next + 2 < last)
            AddTo<TSimd, TVector>(strip + next[2], ref c0, ref c1);
        (left, right) = (TSimd.Add(TSimd.Add(a0, b0), TSimd.Add(c0, d0)), TSimd.Add(TSimd.Add(a1, b1), TSimd.Add(c1, d1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo<TSimd, TVector>(byte* row, ref TVector left, ref TVector right)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        left = TSimd.Add(left, TSimd.Load((float*)row));
        right = TSimd.Add(right, TSimd.Load((float*)row + TSimd.Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo<TSimd, TVector>(float value, byte* row, ref TVector left, ref TVector right)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector x = TSimd.Broadcast(value);
        left = TSimd.FusedMultiplyAdd(x, TSimd.Load((float*)row), left);
        right = TSimd.FusedMultiplyAdd(x, TSimd.Load((float*)row + TSimd.Width), right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TSimd, TVector>(float* into, TVector left, TVector right, bool accumulate)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (accumulate)
        {
            left = TSimd.Add(TSimd.Load(into), left);
            right = TSimd.Add(TSimd.Load(into + TSimd.Width), right);
        }

        TSimd.Store(into, left);
        TSimd.Store(into + TSimd.Width, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Valued<TSimd, TVector>(in ActiveLists lists, int first, int end, byte* tile, int columns, float* into, nint stride, bool accumulate)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int w = TSimd.Width;
        uint* offsets = lists.Offsets;
        float* values = lists.Values;
        for (int r = first; r < end; r++, into += stride)
        {
            int last = lists.Starts[r + 1];
            byte* strip = tile;
            for (int column = 0; column < columns; column += 2 * w, strip += 2 * w * sizeof(float))
            {
                TVector a0 = TSimd.Zero, a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
                int i = lists.Starts[r];
                for (; i + 4 <= last; i += 4)
                {
                    AddTo<TSimd, TVector>(values[i], strip + offsets[i], ref a0, ref a1);
                    AddTo<TSimd, TVector>(values[i + 1], strip + offsets[i + 1], ref b0, ref b1);
                    AddTo<TSimd, TVector>(values[i + 2], strip + offsets[i + 2], ref c0, ref c1);
                    AddTo<TSimd, TVector>(values[i + 3], strip + offsets[i + 3], ref d0, ref d1);
                }

                if (i < last)
                    AddTo<TSimd, TVector>(values[i], strip + offsets[i], ref a0, ref a1);
                if (i + 1 < last)
                    AddTo<TSimd, TVector>(values[i + 1], strip + offsets[i + 1], ref b0, ref b1);
                if (i + 2 < last)
                    AddTo<TSimd, TVector>(values[i + 2], strip + offsets[i + 2], ref c0, ref c1);
                Write<TSimd, TVector>(into + column, TSimd.Add(TSimd.Add(a0, b0), TSimd.Add(c0, d0)), TSimd.Add(TSimd.Add(a1, b1), TSimd.Add(c1, d1)),
                    accumulate);
            }
        }
    }
}
