using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Kernels;

/// <summary>x².</summary>
internal readonly struct SquareTerm : ITerm
{
    public static bool HasPartner => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo<TSimd, TVector>(ref CompensatedSum<TSimd, TVector> sum, TVector x, TVector y)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => sum.AddProduct(x, x);
}
