using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Operations;

/// <summary>x itself.</summary>
internal readonly struct PlainTerm : ITerm
{
    public static bool HasPartner => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo<TSimd, TVector>(ref TVector sum, ref TVector error, TVector x, TVector y)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => CompensatedSum<TSimd, TVector>.Add(ref sum, ref error, x);
}
