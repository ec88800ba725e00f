using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Products;

/// <summary>The largest magnitude found by any thread; NaN if any was NaN. The result does not depend on the order of the threads.</summary>
internal sealed unsafe class LargestFound
{
    private readonly Lock _gate = new();

    /// <summary>The largest magnitude so far.</summary>
    internal float Value { get; private set; }

    /// <summary>Returns, lane by lane, the larger of a magnitude and the absolute value of a number.</summary>
    // Magnitudes are compared as integers, where NaN is above infinity: one instruction instead of the ten of a floating-point comparison.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Larger<TSimd, TVector>(TVector magnitude, TVector number)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.MaxInt32(magnitude, TSimd.Abs(number));

    /// <summary>Includes the lanes of a vector.</summary>
    internal void Merge<TSimd, TVector>(TVector magnitudes)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* lanes = stackalloc float[TSimd.Width];
        TSimd.Store(lanes, magnitudes);
        lock (_gate)
        {
            for (int k = 0; k < TSimd.Width; k++)
                Value = MathF.Max(Value, lanes[k]);
        }
    }
}
