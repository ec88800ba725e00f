using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Kernels.Vectors;

/// <summary>
/// Sets numbers that are too small to matter to 0.
/// Otherwise they would be or become denormal numbers, which cost processors about a hundred cycles each. A number that shrinks by a factor at every step,
/// such as the velocity of a weight of an inactive unit, becomes denormal and stays so: 0.9 of the smallest denormal number rounds to itself.
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

    /// <summary>A gradient in the backward pass, with 0 below 2⁻¹⁰⁰. Its products with weights and inputs of at least 2⁻²⁶ are then never denormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector FaintToZero(TVector gradient) => Cut(gradient, Faint);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Cut(TVector x, float least) => TSimd.Select(TSimd.LessThan(TSimd.Abs(x), TSimd.Broadcast(least)), TSimd.Zero, x);
}
