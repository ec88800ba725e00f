using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Activations;

/// <summary>tanh(a·x); derivative a·(1 − y²).</summary>
internal readonly struct TangentActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TSimd, TVector>(TVector x, TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        HyperbolicTangent.Apply<TSimd, TVector>(TSimd.Multiply(slope, x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TSimd, TVector>(TVector y, TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Multiply(slope, TSimd.Subtract(TSimd.Broadcast(1), TSimd.Multiply(y, y)));
}
