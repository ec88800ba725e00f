using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Operations;

/// <summary>x·y.</summary>
internal readonly struct ProductTerm : ITerm
{
    public static bool HasPartner => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo<TSimd, TVector>(ref TVector sum, ref TVector error, TVector x, TVector y)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => CompensatedSum<TSimd, TVector>.AddProduct(ref sum, ref error, x, y);
}
