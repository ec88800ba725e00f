using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Parallelism;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Reductions;

/// <summary>
/// Reductions of a whole tensor to one number, in blocks of a fixed length whose results are combined in increasing order: the same bits for any number of
/// threads.
/// </summary>
internal static unsafe class Totals
{
    private const int BlockLength = 8192;

    /// <summary>Σᵢ term(x[i], y[i]) in double; y is ignored by terms that do not use it.</summary>
    internal static double Sum<TTerm>(WorkerPool pool, VectorWidth width, float* x, float* y, int count)
        where TTerm : struct, ITerm
    {
        int whole = count / BlockLength, rest = count % BlockLength;
        double last = 0;
        nint start = (nint)whole * BlockLength;
        if (rest > 0)
            RowReductions.Sum<TTerm>(width, 1, rest, x + start, 0, y + start, 0, &last);
        if (whole == 0)
            return last;

        double[] blocks = new double[whole];
        pool.Run(whole, (first, end) =>
        {
            fixed (double* sums = blocks)
            {
                nint offset = (nint)first * BlockLength;
                RowReductions.Sum<TTerm>(width, end - first, BlockLength, x + offset, BlockLength, y + offset, BlockLength, sums + first);
            }
        });
        double total = 0;
        foreach (double block in blocks)
            total += block;
        return total + last;
    }

    /// <summary>maxᵢ |x[i]|; NaN if any element is NaN, 0 if there are none.</summary>
    internal static float LargestMagnitude(VectorWidth width, float* x, nint count) => width switch
    {
        VectorWidth.Bits512 => LargestMagnitude<Simd512, Vector512<float>>(x, count),
        VectorWidth.Bits256 => LargestMagnitude<Simd256, Vector256<float>>(x, count),
        _ => LargestMagnitude<Simd128, Vector128<float>>(x, count),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float LargestMagnitude<TSimd, TVector>(float* x, nint count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector largest = TSimd.Zero;
        nint i = 0;
        for (; i + TSimd.Width <= count; i += TSimd.Width)
            largest = TSimd.Max(largest, TSimd.Abs(TSimd.Load(x + i)));
        if (i < count)
            largest = TSimd.Max(largest, TSimd.Abs(TSimd.LoadFirst(x + i, (int)(count - i))));
        float* lanes = stackalloc float[TSimd.Width];
        TSimd.Store(lanes, largest);
        float result = lanes[0];
        for (int k = 1; k < TSimd.Width; k++)
            result = MathF.Max(result, lanes[k]);
        return result;
    }
}
