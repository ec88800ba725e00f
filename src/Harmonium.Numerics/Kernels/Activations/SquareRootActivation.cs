using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Activations;

/// <summary>√(a·x); derivative a/(2y).</summary>
internal readonly struct SquareRootActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TSimd, TVector>(TVector x, TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Sqrt(TSimd.Multiply(slope, x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TSimd, TVector>(TVector y, TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Divide(TSimd.Multiply(TSimd.Broadcast(0.5f), slope), y);
}
