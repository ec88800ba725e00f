using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Units;

/// <summary>The normal distribution with mean bias + variance · x.</summary>
internal readonly struct NormalLaw : IUnitLaw
{
    public static bool IsNormal => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Mean<TSimd, TVector>(TVector x, TVector bias, TVector variance)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.FusedMultiplyAdd(variance, x, bias);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector x, TVector bias, TVector variance, TVector number)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.FusedMultiplyAdd(TSimd.Sqrt(variance), number, TSimd.FusedMultiplyAdd(variance, x, bias));
}
