using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Kernels.Vectors;

/// <summary>
/// Numbers too small to matter become 0. Left alone they would be denormal numbers, below the smallest normal one, or make some, and processors take a hundred
/// cycles for
/// each. What shrinks by a factor at every step, as the velocity of a weight does whose unit is never active, ends among them and stays there: 0.9 of the
/// smallest rounds to
/// the smallest.
/// </summary>
internal static class Underflow<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // 2⁻¹²⁶. (float.Epsilon is the smallest denormal number.)
    private const float SmallestNormal = 1.17549435e-38f;

    // 2⁻¹⁰⁰.
    private const float Faint = 7.888609e-31f;

    /// <summary>x, with 0 for denormal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector ToZero(TVector x) => Cut(x, SmallestNormal);

    /// <summary>
    /// A gradient on its way back, with 0 below 2⁻¹⁰⁰. It will be multiplied by weights and by what came in: with those from 2⁻²⁶ on, no product is a denormal
    /// number then.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector FaintToZero(TVector gradient) => Cut(gradient, Faint);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Cut(TVector x, float least) => TSimd.Select(TSimd.LessThan(TSimd.Abs(x), TSimd.Broadcast(least)), TSimd.Zero, x);
}
