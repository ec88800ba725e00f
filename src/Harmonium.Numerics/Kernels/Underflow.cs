using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Kernels;

/// <summary>
/// Numbers below the smallest normal one become 0. What shrinks by a factor at every step, as the velocity of a weight does whose unit is never active, would else
/// end among the denormal numbers and stay there (0.9 of the smallest rounds to the smallest), and processors take a hundred cycles for each of those.
/// </summary>
internal static class Underflow<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // 2⁻¹²⁶. (float.Epsilon is the smallest denormal number.)
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>x, with 0 for denormal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector ToZero(TVector x) => TSimd.Select(TSimd.LessThan(TSimd.Abs(x), TSimd.Broadcast(SmallestNormal)), TSimd.Zero, x);
}
