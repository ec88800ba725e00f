using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Operations;

/// <summary>The composition TOuter(TInner(a, b)), such as the sigmoid of a sum.</summary>
internal readonly struct Composed<TOuter, TInner> : IBinaryOperation
    where TOuter : struct, IUnaryOperation
    where TInner : struct, IBinaryOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TSimd, TVector>(TVector a, TVector b)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TOuter.Apply<TSimd, TVector>(TInner.Apply<TSimd, TVector>(a, b));
}
