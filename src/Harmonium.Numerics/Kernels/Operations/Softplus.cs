using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Operations;

/// <summary>ln(1 + eˣ), stable for any x; error below 2 units in the last place, denormal results included.</summary>
internal readonly struct Softplus : IUnaryOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        // max(x, 0) + ln(1 + e^−|x|): without overflow, and accurate for tiny results.
        TVector z = VectorFunctions<TSimd, TVector>.Exp(TSimd.Negate(TSimd.Abs(x)));
        return TSimd.Add(TSimd.MaxNative(TSimd.Zero, x), VectorFunctions<TSimd, TVector>.LogOnePlus(z));
    }
}
