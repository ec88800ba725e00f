using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Products;

/// <summary>Transposes matrices, in tiles that are transposed in registers.</summary>
internal static unsafe class Transposition
{
    // The number of source columns per block: 16 rows of 64 columns and the resulting 64 rows stay in the L1 cache.
    private const int BlockColumns = 64;

    /// <summary>target(j, i) = source(i, j): a rows × columns matrix becomes columns × rows. Strides are row strides, in elements.</summary>
    internal static void Transpose(
        VectorWidth width, int rows, int columns, float* source, nint sourceStride, float* target, nint targetStride)
    {
        switch (width)
        {
            case VectorWidth.Bits512:
                Transpose<Simd512, Vector512<float>>(rows, columns, source, sourceStride, target, targetStride);
                break;
            case VectorWidth.Bits256:
                Transpose<Simd256, Vector256<float>>(rows, columns, source, sourceStride, target, targetStride);
                break;
            default:
                Transpose<Simd128, Vector128<float>>(rows, columns, source, sourceStride, target, targetStride);
                break;
        }
    }

    /// <inheritdoc cref="Transpose"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Transpose<TSimd, TVector>(
        int rows, int columns, float* source, nint sourceStride, float* target, nint targetStride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (rows < TSimd.Width)
        {
            TransposeFew<TSimd, TVector>(rows, columns, source, sourceStride, target, targetStride);
            return;
        }

        if (columns < 4)
        {
            TransposeOneByOne(rows, columns, source, sourceStride, target, targetStride);
            return;
        }

        // The last strip of an uneven side is moved back to end with it: some elements are written twice, with the same value.
        for (int block = 0; block < columns; block += BlockColumns)
        {
            int end = Math.Min(columns, block + BlockColumns);
            for (int row = 0; row < rows; row += TSimd.Width)
            {
                int i = Math.Min(row, rows - TSimd.Width);
                for (int column = block; column < end; column += 4)
                {
                    int j = Math.Min(column, columns - 4);
                    Strip<TSimd, TVector>(source + (i * sourceStride) + j, sourceStride, target + (j * targetStride) + i, targetStride);
                }
            }
        }
    }

    private static void TransposeFew<TSimd, TVector>(
        int rows, int columns, float* source, nint sourceStride, float* target, nint targetStride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (TSimd.Width > Simd256.Width && rows >= Simd256.Width)
            Transpose<Simd256, Vector256<float>>(rows, columns, source, sourceStride, target, targetStride);
        else if (TSimd.Width > Simd128.Width && rows >= Simd128.Width)
            Transpose<Simd128, Vector128<float>>(rows, columns, source, sourceStride, target, targetStride);
        else
            TransposeOneByOne(rows, columns, source, sourceStride, target, targetStride);
    }

    private static void TransposeOneByOne(int rows, int columns, float* source, nint sourceStride, float* target, nint targetStride)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                target[(j * targetStride) + i] = source[(i * sourceStride) + j];
        }
    }

    /// <summary>Transposes width rows × 4 columns into 4 rows of one vector each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Strip<TSimd, TVector>(float* source, nint sourceStride, float* target, nint targetStride)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint quadStride = 4 * sourceStride;
        TVector a = TSimd.LoadQuads(source, quadStride);
        TVector b = TSimd.LoadQuads(source + sourceStride, quadStride);
        TVector c = TSimd.LoadQuads(source + (2 * sourceStride), quadStride);
        TVector d = TSimd.LoadQuads(source + (3 * sourceStride), quadStride);
        TSimd.TransposeQuads(ref a, ref b, ref c, ref d);
        TSimd.Store(target, a);
        TSimd.Store(target + targetStride, b);
        TSimd.Store(target + (2 * targetStride), c);
        TSimd.Store(target + (3 * targetStride), d);
    }
}
