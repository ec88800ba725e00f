using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Products;

/// <summary>Packs the operands of a dense product in the order in which the tiles read them: A in tiles, B in column blocks.</summary>
internal static unsafe class ProductPacking<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // Packed rows of A are eight apart even if a tile has six rows, so that they can be transposed in fours.
    internal const int RowsApart = 8;

    /// <summary>Packs tiles of A one after the other; the elements of a tile for one p are adjacent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Rows(in DenseOperand a, int i, int rows, int p, int depth, float* packed)
    {
        int r = 0;
        if (a.Transposed)
        {
            // All tiles that are followed by at least eight elements, so that whole vectors can be read.
            int tileRows = ProductTile<TSimd, TVector>.Rows, tiles = Math.Max(0, (rows - RowsApart) / tileRows);
            CopyTiles(tiles, tileRows, depth, a.At(i, p), a.Stride, packed);
            r = tiles * tileRows;
            packed += tiles * depth * RowsApart;
        }

        for (int count; r < rows; r += count, packed += depth * RowsApart)
        {
            count = ProductTile<TSimd, TVector>.RowsAt(r, rows);
            float* source = a.At(i + r, p);
            if (a.Transposed)
                CopyRows<Simd256, Vector256<float>>(depth, count, source, a.Stride, packed, RowsApart);
            else
                Transposition.Transpose<Simd256, Vector256<float>>(count, depth, source, a.Stride, packed, RowsApart);
        }
    }

    /// <summary>
    /// Divides rows into tiles, row by row: tile by tile, every few elements would be on another page. At least eight elements must follow the start of the
    /// last tile.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyTiles(int tiles, int tileRows, int depth, float* source, nint stride, float* packed)
    {
        const int RowsAhead = 4, Line = 64 / sizeof(float);
        nint tileSize = (nint)depth * RowsApart;
        for (int q = 0; q < depth; q++, source += stride, packed += RowsApart)
        {
            for (int k = 0; k < tiles * tileRows && q + RowsAhead < depth; k += Line)
                Simd256.PrefetchFar(source + (RowsAhead * stride) + k);
            float* from = source, into = packed;
            for (int tile = 0; tile < tiles; tile++, from += tileRows, into += tileSize)
                Simd256.Store(into, Simd256.Load(from));
        }
    }

    /// <summary>Packs a column block of B; the elements of one p are adjacent, with zeros after its last column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Columns(in DenseOperand b, int p, int depth, int j, int columns, int width, float* packed)
    {
        float* source = b.At(p, j);
        if (!b.Transposed)
        {
            CopyRows<TSimd, TVector>(depth, columns, source, b.Stride, packed, width);
            return;
        }

        if (columns < width)
            new Span<float>(packed, depth * width).Clear();
        // The rows are too short for the hardware prefetcher: each stretch is prefetched while the previous one is transposed.
        const int Stretch = PrefetchRows.LongestRow;
        for (int q = 0; q < depth; q += Stretch)
        {
            int left = depth - q - Stretch;
            if (left > 0)
                new PrefetchRows(source + q + Stretch, b.Stride, Math.Min(Stretch, left), columns).PrefetchAll<TSimd, TVector>();
            Transposition.Transpose<TSimd, TVector>(columns, Math.Min(Stretch, depth - q), source + q, b.Stride, packed + (q * width), width);
        }
    }

    /// <summary>Copies rows to a stride that is a multiple of the vector length, padded with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows<TCopySimd, TCopyVector>(int rows, int columns, float* source, nint sourceStride, float* target, nint targetStride)
        where TCopySimd : struct, ISimd<TCopyVector>
        where TCopyVector : struct
    {
        for (int r = 0; r < rows; r++, source += sourceStride, target += targetStride)
        {
            int j = 0;
            for (; j + TCopySimd.Width <= columns; j += TCopySimd.Width)
                TCopySimd.Store(target + j, TCopySimd.Load(source + j));
            if (j < columns)
                TCopySimd.Store(target + j, TCopySimd.LoadFirst(source + j, columns - j));
        }
    }
}
