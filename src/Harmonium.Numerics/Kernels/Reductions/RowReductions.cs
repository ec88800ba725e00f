using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Reductions;

/// <summary>
/// Sums along rows, [rows, columns] → [rows], in double. A row is summed in sixteen lanes at every vector width, column j in lane j mod 16, and the lanes are
/// added in a fixed order. The bits do not depend on how rows are divided among threads, nor on the vector width if multiply and add are fused.
/// </summary>
internal static unsafe class RowReductions
{
    // The product of sixteen lanes of at most 60 factors between 1 and 2 is below 2⁹⁶⁰, within the range of double.
    private const int SoftplusColumns = 60 * SixteenLanes.Count;

    /// <summary>sums[i] = Σⱼ term(x(i, j), y(i, j)), with the accuracy of <see cref="CompensatedSum{TSimd,TVector}"/>.</summary>
    /// <param name="width">The vector width.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="x">The matrix x.</param>
    /// <param name="xStride">The row stride of x, in elements.</param>
    /// <param name="y">The matrix y; ignored by terms that do not use y.</param>
    /// <param name="yStride">The row stride of y, in elements; 0 for one vector shared by all rows.</param>
    /// <param name="sums">Receives one sum per row.</param>
    internal static void Sum<TTerm>(VectorWidth width, int rows, int columns, float* x, nint xStride, float* y, nint yStride, double* sums)
        where TTerm : struct, ITerm
    {
        switch (width)
        {
            case VectorWidth.Bits512:
                Sum<TTerm, Simd512, Vector512<float>>(rows, columns, x, xStride, y, yStride, sums);
                break;
            case VectorWidth.Bits256:
                Sum<TTerm, Simd256, Vector256<float>>(rows, columns, x, xStride, y, yStride, sums);
                break;
            default:
                Sum<TTerm, Simd128, Vector128<float>>(rows, columns, x, xStride, y, yStride, sums);
                break;
        }
    }

    /// <summary>sums[i] = Σⱼ ln(1 + exp(x(i, j) + bias[j])): the contribution of the hidden units to a free energy, in nats.</summary>
    // A softplus is max(z, 0) + ln(1 + e^−|z|), and a sum of logarithms is the logarithm of a product: a row needs one logarithm in double instead of one per
    // unit. The product is kept with its rounding errors, so only the errors of e^−|z| and of z remain.
    internal static void SumOfSoftplus(VectorWidth width, int rows, int columns, float* x, nint xStride, float* bias, double* sums)
    {
        switch (width)
        {
            case VectorWidth.Bits512:
                SumOfSoftplus<Simd512, Vector512<float>>(rows, columns, x, xStride, bias, sums);
                break;
            case VectorWidth.Bits256:
                SumOfSoftplus<Simd256, Vector256<float>>(rows, columns, x, xStride, bias, sums);
                break;
            default:
                SumOfSoftplus<Simd128, Vector128<float>>(rows, columns, x, xStride, bias, sums);
                break;
        }
    }

    /// <summary>results[i] = ln Σⱼ exp x(i, j), in nats: −∞ for an empty row; ±∞ and NaN are propagated.</summary>
    internal static void LogSumExp(VectorWidth width, int rows, int columns, float* x, nint xStride, double* results)
    {
        switch (width)
        {
            case VectorWidth.Bits512:
                LogSumExp<Simd512, Vector512<float>>(rows, columns, x, xStride, results);
                break;
            case VectorWidth.Bits256:
                LogSumExp<Simd256, Vector256<float>>(rows, columns, x, xStride, results);
                break;
            default:
                LogSumExp<Simd128, Vector128<float>>(rows, columns, x, xStride, results);
                break;
        }
    }

    /// <summary>results[i] = maxⱼ x(i, j); NaN if any element is NaN, −∞ for an empty row.</summary>
    internal static void Max(VectorWidth width, int rows, int columns, float* x, nint xStride, float* results)
    {
        switch (width)
        {
            case VectorWidth.Bits512:
                Max<Simd512, Vector512<float>>(rows, columns, x, xStride, results);
                break;
            case VectorWidth.Bits256:
                Max<Simd256, Vector256<float>>(rows, columns, x, xStride, results);
                break;
            default:
                Max<Simd128, Vector128<float>>(rows, columns, x, xStride, results);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TTerm, TSimd, TVector>(int rows, int columns, float* x, nint xStride, float* y, nint yStride, double* sums)
        where TTerm : struct, ITerm
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* numbers = stackalloc float[SixteenLanes.Count], roundings = stackalloc float[SixteenLanes.Count];
        for (int i = 0; i < rows; i++, x += xStride, y += yStride)
        {
            for (int lane = 0; lane < SixteenLanes.Count; lane += TSimd.Width)
            {
                TVector sum = TSimd.Zero, error = TSimd.Zero;
                int j = lane;
                for (; j + TSimd.Width <= columns; j += SixteenLanes.Count)
                {
                    TVector number = TSimd.Load(x + j);
                    TTerm.AddTo<TSimd, TVector>(ref sum, ref error, number, TTerm.HasPartner ? TSimd.Load(y + j) : number);
                }

                if (j < columns)
                {
                    TVector number = TSimd.LoadFirst(x + j, columns - j);
                    TTerm.AddTo<TSimd, TVector>(ref sum, ref error, number, TTerm.HasPartner ? TSimd.LoadFirst(y + j, columns - j) : number);
                }

                TSimd.Store(numbers + lane, sum);
                TSimd.Store(roundings + lane, error);
            }

            sums[i] = SixteenLanes.Sum(numbers, roundings);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumOfSoftplus<TSimd, TVector>(int rows, int columns, float* x, nint xStride, float* bias, double* sums)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* numbers = stackalloc float[SixteenLanes.Count], roundings = stackalloc float[SixteenLanes.Count];
        float* products = stackalloc float[SixteenLanes.Count], losses = stackalloc float[SixteenLanes.Count];
        for (int i = 0; i < rows; i++, x += xStride)
        {
            double total = 0;
            for (int start = 0; start < columns; start += SoftplusColumns)
            {
                int count = Math.Min(SoftplusColumns, columns - start);
                for (int lane = 0; lane < SixteenLanes.Count; lane += TSimd.Width)
                {
                    TVector linear = TSimd.Zero, error = TSimd.Zero, product = TSimd.Broadcast(1), lost = TSimd.Zero;
                    AddSoftplus<TSimd, TVector>(x + start, bias + start, lane, count, ref linear, ref error, ref product, ref lost);
                    TSimd.Store(numbers + lane, linear);
                    TSimd.Store(roundings + lane, error);
                    TSimd.Store(products + lane, product);
                    TSimd.Store(losses + lane, lost);
                }

                total += SixteenLanes.Sum(numbers, roundings) + Math.Log(SixteenLanes.Product(products, losses));
            }

            sums[i] = total;
        }
    }

    /// <summary>Adds up max(z, 0) of some lanes, and multiplies the factors 1 + e^−|z|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSoftplus<TSimd, TVector>(
        float* x, float* bias, int lane, int columns, ref TVector linear, ref TVector error, ref TVector product, ref TVector lost)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int j = lane;
        for (; j + TSimd.Width <= columns; j += SixteenLanes.Count)
            AddSoftplus<TSimd, TVector>(TSimd.Add(TSimd.Load(x + j), TSimd.Load(bias + j)), ref linear, ref error, ref product, ref lost);
        if (j >= columns)
            return;

        // Beyond the last unit, −∞ adds nothing.
        int count = columns - j;
        TVector z = TSimd.Add(TSimd.LoadFirst(x + j, count), TSimd.LoadFirst(bias + j, count));
        z = TSimd.Select(TSimd.FirstLanes(count), z, TSimd.Broadcast(float.NegativeInfinity));
        AddSoftplus<TSimd, TVector>(z, ref linear, ref error, ref product, ref lost);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSoftplus<TSimd, TVector>(TVector z, ref TVector linear, ref TVector error, ref TVector product, ref TVector lost)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        CompensatedSum<TSimd, TVector>.Add(ref linear, ref error, TSimd.MaxNative(TSimd.Zero, z));
        TVector power = VectorFunctions<TSimd, TVector>.ExpOfNegative(TSimd.Negate(TSimd.Abs(z)));
        // product·(1 + power), with its rounding error: the difference is exact, because the product at most doubles.
        TVector next = TSimd.FusedMultiplyAdd(product, power, product);
        TVector rounding = TSimd.FusedMultiplyAdd(product, power, TSimd.Subtract(product, next));
        lost = TSimd.Add(TSimd.FusedMultiplyAdd(lost, power, lost), rounding);
        product = next;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LogSumExp<TSimd, TVector>(int rows, int columns, float* x, nint xStride, double* results)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* numbers = stackalloc float[SixteenLanes.Count], roundings = stackalloc float[SixteenLanes.Count];
        for (int i = 0; i < rows; i++, x += xStride)
        {
            float max = Max<TSimd, TVector>(columns, x);
            if (!float.IsFinite(max))
            {
                results[i] = max;
                continue;
            }

            TVector top = TSimd.Broadcast(max);
            for (int lane = 0; lane < SixteenLanes.Count; lane += TSimd.Width)
            {
                TVector sum = TSimd.Zero, error = TSimd.Zero;
                int j = lane;
                for (; j + TSimd.Width <= columns; j += SixteenLanes.Count)
                    CompensatedSum<TSimd, TVector>.Add(ref sum, ref error, VectorFunctions<TSimd, TVector>.Exp(TSimd.Subtract(TSimd.Load(x + j), top)));
                if (j < columns)
                {
                    TVector rest = VectorFunctions<TSimd, TVector>.Exp(TSimd.Subtract(TSimd.LoadFirst(x + j, columns - j), top));
                    CompensatedSum<TSimd, TVector>.Add(ref sum, ref error, TSimd.And(rest, TSimd.FirstLanes(columns - j)));
                }

                TSimd.Store(numbers + lane, sum);
                TSimd.Store(roundings + lane, error);
            }

            results[i] = max + Math.Log(SixteenLanes.Sum(numbers, roundings));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Max<TSimd, TVector>(int rows, int columns, float* x, nint xStride, float* results)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int i = 0; i < rows; i++)
            results[i] = Max<TSimd, TVector>(columns, x + (i * xStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Max<TSimd, TVector>(int columns, float* x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector lowest = TSimd.Broadcast(float.NegativeInfinity), largest = lowest;
        int j = 0;
        for (; j + TSimd.Width <= columns; j += TSimd.Width)
            largest = TSimd.Max(largest, TSimd.Load(x + j));
        if (j < columns)
            largest = TSimd.Max(largest, TSimd.Select(TSimd.FirstLanes(columns - j), TSimd.LoadFirst(x + j, columns - j), lowest));
        float* lanes = stackalloc float[TSimd.Width];
        TSimd.Store(lanes, largest);
        float result = lanes[0];
        for (int k = 1; k < TSimd.Width; k++)
            result = MathF.Max(result, lanes[k]);
        return result;
    }
}
