using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Activations;

/// <summary>ln(1 + e^(a·x)); derivative a·σ(a·x) = a·(1 − e^−y).</summary>
internal readonly struct SoftplusActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TSimd, TVector>(TVector x, TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        Softplus.Apply<TSimd, TVector>(TSimd.Multiply(slope, x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Derivative<TSimd, TVector>(TVector y, TVector slope)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Multiply(slope, TSimd.Negate(VectorFunctions<TSimd, TVector>.ExpLessOneOfNegative(TSimd.Negate(y))));
}
