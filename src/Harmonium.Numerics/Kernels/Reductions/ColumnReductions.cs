using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Reductions;

/// <summary>
/// Sums along columns, [rows, columns] → [columns]. Rows are added in increasing order with compensation for rounding errors. The bits do not depend on how
/// columns are divided among threads, nor on the vector width if multiply and add are fused.
/// </summary>
internal static unsafe class ColumnReductions
{
    /// <summary>sums[j] = Σᵢ term(x(i, j), weights[i]), with the accuracy of <see cref="CompensatedSum{TSimd,TVector}"/>, rounded once.</summary>
    /// <param name="width">The vector width.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="x">The matrix.</param>
    /// <param name="stride">The row stride, in elements.</param>
    /// <param name="weights">One weight per row; ignored by terms that do not use y.</param>
    /// <param name="sums">Receives one sum per column.</param>
    internal static void Sum<TTerm>(VectorWidth width, int rows, int columns, float* x, nint stride, float* weights, float* sums)
        where TTerm : struct, ITerm
    {
        switch (width)
        {
            case VectorWidth.Bits512:
                Sum<TTerm, Simd512, Vector512<float>>(rows, columns, x, stride, weights, sums);
                break;
            case VectorWidth.Bits256:
                Sum<TTerm, Simd256, Vector256<float>>(rows, columns, x, stride, weights, sums);
                break;
            default:
                Sum<TTerm, Simd128, Vector128<float>>(rows, columns, x, stride, weights, sums);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TTerm, TSimd, TVector>(int rows, int columns, float* x, nint stride, float* weights, float* sums)
        where TTerm : struct, ITerm
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int j = 0;
        // Four vectors at a time: their additions overlap, and one page lookup serves all four.
        for (; j + (4 * TSimd.Width) <= columns; j += 4 * TSimd.Width)
        {
            TVector a = TSimd.Zero, aError = TSimd.Zero, b = TSimd.Zero, bError = TSimd.Zero, c = TSimd.Zero, cError = TSimd.Zero, d = TSimd.Zero,
                dError = TSimd.Zero;
            float* row = x + j;
            for (int i = 0; i < rows; i++, row += stride)
            {
                TVector weight = TTerm.HasPartner ? TSimd.Broadcast(weights[i]) : TSimd.Zero;
                Add<TTerm, TSimd, TVector>(row, weight, ref a, ref aError);
                Add<TTerm, TSimd, TVector>(row + TSimd.Width, weight, ref b, ref bError);
                Add<TTerm, TSimd, TVector>(row + (2 * TSimd.Width), weight, ref c, ref cError);
                Add<TTerm, TSimd, TVector>(row + (3 * TSimd.Width), weight, ref d, ref dError);
            }

            TSimd.Store(sums + j, CompensatedSum<TSimd, TVector>.Rounded(a, aError));
            TSimd.Store(sums + j + TSimd.Width, CompensatedSum<TSimd, TVector>.Rounded(b, bError));
            TSimd.Store(sums + j + (2 * TSimd.Width), CompensatedSum<TSimd, TVector>.Rounded(c, cError));
            TSimd.Store(sums + j + (3 * TSimd.Width), CompensatedSum<TSimd, TVector>.Rounded(d, dError));
        }

        for (; j < columns; j += TSimd.Width)
        {
            int count = Math.Min(TSimd.Width, columns - j);
            TVector sum = TSimd.Zero, error = TSimd.Zero;
            float* row = x + j;
            for (int i = 0; i < rows; i++, row += stride)
            {
                TVector a = TSimd.LoadFirst(row, count);
                TTerm.AddTo<TSimd, TVector>(ref sum, ref error, a, TTerm.HasPartner ? TSimd.Broadcast(weights[i]) : a);
            }

            TSimd.StoreFirst(sums + j, CompensatedSum<TSimd, TVector>.Rounded(sum, error), count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TTerm, TSimd, TVector>(float* source, TVector weight, ref TVector sum, ref TVector error)
        where TTerm : struct, ITerm
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector x = TSimd.Load(source);
        TTerm.AddTo<TSimd, TVector>(ref sum, ref error, x, TTerm.HasPartner ? weight : x);
    }
}
