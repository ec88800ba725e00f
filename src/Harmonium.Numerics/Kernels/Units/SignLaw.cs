using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Kernels;

/// <summary>+1 with probability σ(2z), else −1: the sign of tanh z − (2u − 1).</summary>
internal readonly struct SignLaw : IUnitLaw
{
    public static bool IsNormal => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Mean<TSimd, TVector>(TVector x, TVector bias, TVector variance)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => HyperbolicTangent.Apply<TSimd, TVector>(TSimd.Add(x, bias));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector x, TVector bias, TVector variance, TVector number)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector z = TSimd.Add(x, bias), p = Sigmoid.Apply<TSimd, TVector>(TSimd.Add(z, z)), one = TSimd.Broadcast(1);
        return TSimd.Select(TSimd.LessThan(number, p), one, TSimd.Negate(one));
    }
}
