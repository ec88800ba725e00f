using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Activations;

/// <summary>a·x; derivative a.</summary>
internal readonly struct LinearActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TSimd, TVector>(TVector x, TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Multiply(slope, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TSimd, TVector>(TVector y, TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        slope;
}
