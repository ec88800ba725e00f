using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Activations;

/// <summary>σ(a·x); derivative a·y·(1 − y).</summary>
internal readonly struct LogisticActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TSimd, TVector>(TVector x, TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        Sigmoid.Apply<TSimd, TVector>(TSimd.Multiply(slope, x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TSimd, TVector>(TVector y, TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Multiply(TSimd.Multiply(slope, y), TSimd.Subtract(TSimd.Broadcast(1), y));
}
