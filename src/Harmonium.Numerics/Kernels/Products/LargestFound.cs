using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Products;

/// <summary>The largest magnitude that any thread has come upon; NaN once one has come upon that. The order of the threads does not matter.</summary>
internal sealed unsafe class LargestFound
{
    private readonly Lock _gate = new();

    /// <summary>The largest so far.</summary>
    internal float Value { get; private set; }

    /// <summary>Lane by lane the larger of a magnitude and that of a number.</summary>
    // Magnitudes are ordered as their bits are, and NaN is above infinity: one instruction where the comparison of numbers takes ten.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Larger<TSimd, TVector>(TVector magnitude, TVector number)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.MaxInt32(magnitude, TSimd.Abs(number));

    /// <summary>Takes the lanes of a vector into account.</summary>
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
