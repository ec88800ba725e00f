using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Harmonium.Numerics.Kernels;

/// <summary>
/// Sums along columns, [rows, columns] → [columns]: row after row in rising order with the roundings kept, so that the bits depend
/// neither on the vector width, where multiply and add are fused, nor on who sums which columns.
/// </summary>
internal static unsafe class ColumnReductions
{
    /// <summary>sums[j] = Σᵢ term(x(i, j), weights[i]), with the accuracy of <see cref="CompensatedSum{TSimd,TVector}"/>, rounded once.</summary>
    /// <param name="width">The width of the vectors.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="x">The matrix.</param>
    /// <param name="stride">How many numbers from row to row.</param>
    /// <param name="weights">One number a row; ignored by terms without a partner.</param>
    /// <param name="sums">One sum a column.</param>
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
        // Two vectors at a time: the additions of one fill the wait for those of the other.
        for (; j + (2 * TSimd.Width) <= columns; j += 2 * TSimd.Width)
        {
            TVector left = TSimd.Zero, leftError = TSimd.Zero, right = TSimd.Zero, rightError = TSimd.Zero;
            float* row = x + j;
            for (int i = 0; i < rows; i++, row += stride)
            {
                TVector a = TSimd.Load(row), b = TSimd.Load(row + TSimd.Width);
                TTerm.AddTo<TSimd, TVector>(ref left, ref leftError, a, TTerm.HasPartner ? TSimd.Broadcast(weights[i]) : a);
                TTerm.AddTo<TSimd, TVector>(ref right, ref rightError, b, TTerm.HasPartner ? TSimd.Broadcast(weights[i]) : b);
            }

            TSimd.Store(sums + j, CompensatedSum<TSimd, TVector>.Rounded(left, leftError));
            TSimd.Store(sums + j + TSimd.Width, CompensatedSum<TSimd, TVector>.Rounded(right, rightError));
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
}
