using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Operations;

/// <summary>1/(1 + e⁻ˣ), from 0 to 1; error below 2.5 units in the last place, including denormal results.</summary>
internal readonly struct Sigmoid : IUnaryOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        // Computed from e^−|x|, which never overflows, so the relative error is small on both sides.
        TVector z = VectorFunctions<TSimd, TVector>.Exp(TSimd.Negate(TSimd.Abs(x))), one = TSimd.Broadcast(1);
        return TSimd.Divide(TSimd.Select(TSimd.LessThan(x, TSimd.Zero), z, one), TSimd.Add(one, z));
    }
}
