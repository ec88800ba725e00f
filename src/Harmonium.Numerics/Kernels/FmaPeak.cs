using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Parallelism;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels;

/// <summary>The peak rate of the processor: independent fused multiply-adds on registers, without loads or stores.</summary>
internal static class FmaPeak
{
    private const int Sums = 12;
    private const int Rounds = 100_000;

    /// <summary>The best rate of several short runs, in GFLOP/s, over all threads of the pool (a fused multiply-add counts as two operations).</summary>
    internal static double Measure(WorkerPool pool, VectorWidth width, TimeProvider clock, int repeats = 20)
    {
        double best = 0;
        double operations = 2.0 * Sums * Rounds * ((int)width / 32) * pool.Threads;
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            long start = clock.GetTimestamp();
            pool.Run(pool.Threads, (first, end) =>
            {
                for (int i = first; i < end; i++)
                    Spin(width);
            });
            best = Math.Max(best, operations / clock.GetElapsedTime(start).TotalSeconds);
        }

        return best / 1e9;
    }

    // The sum is returned so that the compiler cannot remove the work.
    private static float Spin(VectorWidth width) => width switch
    {
        VectorWidth.Bits512 => Spin<Simd512, Vector512<float>>(),
        VectorWidth.Bits256 => Spin<Simd256, Vector256<float>>(),
        _ => Spin<Simd128, Vector128<float>>(),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Spin<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector factor = TSimd.Broadcast(0.5f), term = TSimd.Broadcast(1);
        TVector a = TSimd.Zero, b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;
        for (int round = 0; round < Rounds; round++)
        {
            a = TSimd.FusedMultiplyAdd(a, factor, term);
            b = TSimd.FusedMultiplyAdd(b, factor, term);
            c = TSimd.FusedMultiplyAdd(c, factor, term);
            d = TSimd.FusedMultiplyAdd(d, factor, term);
            e = TSimd.FusedMultiplyAdd(e, factor, term);
            f = TSimd.FusedMultiplyAdd(f, factor, term);
            g = TSimd.FusedMultiplyAdd(g, factor, term);
            h = TSimd.FusedMultiplyAdd(h, factor, term);
            i = TSimd.FusedMultiplyAdd(i, factor, term);
            j = TSimd.FusedMultiplyAdd(j, factor, term);
            k = TSimd.FusedMultiplyAdd(k, factor, term);
            l = TSimd.FusedMultiplyAdd(l, factor, term);
        }

        TVector sum = TSimd.Add(TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d)), TSimd.Add(TSimd.Add(e, f), TSimd.Add(g, h)));
        return TSimd.TopBits(TSimd.Add(sum, TSimd.Add(TSimd.Add(i, j), TSimd.Add(k, l))));
    }
}
