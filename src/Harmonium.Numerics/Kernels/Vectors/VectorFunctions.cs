using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Kernels.Vectors;

/// <summary>
/// Functions of every lane of a vector. The result of a lane depends on that lane alone, and is the same at all widths if multiply and add are fused.
/// Polynomials are minimax fits of the relative error on the given intervals (Remez's exchange).
/// </summary>
internal static class VectorFunctions<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts; the first is short enough that its product with an exponent is exact.
    private const float Ln2High = 0.693115234375f;
    private const float Ln2Low = 3.19461849e-5f;

    // 1.5·2²³: adding it rounds to the nearest integer, which is then in the low bits.
    private const float Rounder = 12582912f;
    private const float SmallestNormal = 1.17549435e-38f;
    private const float RootOfTwoLessOne = 0.41421356f;
    private const int RounderBits = 0x4B400000;

    // √½ as bits.
    private const int RootOfHalfBits = 0x3F3504F3;

    /// <summary>eˣ over the whole range, including denormal results; error below 1.1 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Exp(TVector x)
    {
        // Beyond these bounds the result is 0 or infinite. Constants come first so that NaN is propagated.
        x = TSimd.MinNative(TSimd.Broadcast(89), TSimd.MaxNative(TSimd.Broadcast(-104), x));
        TVector series = LessOne(x, out TVector exponent);
        // 2ⁿ in two factors: the first product is exact, and the second rounds once to a denormal number.
        TVector half = TSimd.ShiftRightArithmetic(exponent, 1);
        TVector result = TSimd.Multiply(TSimd.Add(series, TSimd.Broadcast(1)), PowerOfTwo(half));
        return TSimd.Multiply(result, PowerOfTwo(TSimd.SubtractInt32(exponent, half)));
    }

    /// <summary>eˣ for x ≤ 0, with four instructions fewer. Below −87.3 it stays at the smallest normal number, about 10⁻³⁸.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector ExpOfNegative(TVector x)
    {
        TVector series = LessOne(TSimd.MaxNative(TSimd.Broadcast(-87.33f), x), out TVector exponent);
        TVector power = PowerOfTwo(exponent);
        return TSimd.FusedMultiplyAdd(series, power, power);
    }

    /// <summary>eˣ − 1 for x ≤ 0, without cancellation near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector ExpLessOneOfNegative(TVector x)
    {
        TVector series = LessOne(TSimd.MaxNative(TSimd.Broadcast(-87.33f), x), out TVector exponent);
        TVector power = PowerOfTwo(exponent);
        return TSimd.FusedMultiplyAdd(series, power, TSimd.Subtract(power, TSimd.Broadcast(1)));
    }

    /// <summary>ln x over the whole range: denormal numbers, −∞ at 0, NaN below 0; error below 1.1 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Log(TVector x)
    {
        TVector isTiny = TSimd.LessThan(x, TSimd.Broadcast(SmallestNormal));
        TVector scaled = TSimd.Select(isTiny, TSimd.Multiply(x, TSimd.Broadcast(8388608)), x);

        // scaled = 2ⁿ·(1 + f) with 1 + f between √½ and √2.
        TVector n = TSimd.ShiftRightArithmetic(TSimd.SubtractInt32(scaled, TSimd.BroadcastInt32(RootOfHalfBits)), 23);
        TVector f = TSimd.Subtract(TSimd.SubtractInt32(scaled, TSimd.ShiftLeft(n, 23)), TSimd.Broadcast(1));
        TVector power = TSimd.Subtract(TSimd.FromInt32(n), TSimd.Select(isTiny, TSimd.Broadcast(23), TSimd.Zero));
        TVector rest = TSimd.FusedMultiplyAdd(power, TSimd.Broadcast(Ln2Low), LogOnePlusLess(f));
        TVector result = TSimd.FusedMultiplyAdd(power, TSimd.Broadcast(Ln2High), TSimd.Add(f, rest));

        result = TSimd.Select(TSimd.LessThan(x, TSimd.Broadcast(float.PositiveInfinity)), result, x);
        result = TSimd.Select(TSimd.Equal(x, TSimd.Zero), TSimd.Broadcast(float.NegativeInfinity), result);
        return TSimd.Select(TSimd.LessThan(x, TSimd.Zero), TSimd.Broadcast(float.NaN), result);
    }

    /// <summary>ln(1 + z) for z from 0 to 1, accurate also for tiny z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector LogOnePlus(TVector z)
    {
        // Above √2 − 1: ln(1 + z) = ln 2 + ln(1 + (z − 1)/2), where the polynomial is valid again.
        TVector isLarge = TSimd.LessThan(TSimd.Broadcast(RootOfTwoLessOne), z);
        TVector f = TSimd.Select(isLarge, TSimd.FusedMultiplyAdd(z, TSimd.Broadcast(0.5f), TSimd.Broadcast(-0.5f)), z);
        TVector rest = TSimd.Add(LogOnePlusLess(f), TSimd.Select(isLarge, TSimd.Broadcast(Ln2Low), TSimd.Zero));
        return TSimd.Add(TSimd.Add(f, rest), TSimd.Select(isLarge, TSimd.Broadcast(Ln2High), TSimd.Zero));
    }

    /// <summary>eʳ − 1 with x = n·ln 2 + r, |r| ≤ ½ ln 2; n as an integer in the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LessOne(TVector x, out TVector exponent)
    {
        TVector rounded = TSimd.FusedMultiplyAdd(x, TSimd.Broadcast(Log2E), TSimd.Broadcast(Rounder));
        TVector n = TSimd.Subtract(rounded, TSimd.Broadcast(Rounder));
        exponent = TSimd.SubtractInt32(rounded, TSimd.BroadcastInt32(RounderBits));
        TVector r = TSimd.FusedMultiplyAdd(n, TSimd.Broadcast(-Ln2High), x);
        r = TSimd.FusedMultiplyAdd(n, TSimd.Broadcast(-Ln2Low), r);

        // eʳ = 1 + r + r²·q(r), relative error 3·10⁻⁹.
        TVector q = TSimd.FusedMultiplyAdd(TSimd.Broadcast(0.00138145388f), r, TSimd.Broadcast(0.008368745145f));
        q = TSimd.FusedMultiplyAdd(q, r, TSimd.Broadcast(0.04166839082f));
        q = TSimd.FusedMultiplyAdd(q, r, TSimd.Broadcast(0.166665204f));
        q = TSimd.FusedMultiplyAdd(q, r, TSimd.Broadcast(0.4999999343f));
        return TSimd.FusedMultiplyAdd(TSimd.Multiply(r, r), q, r);
    }

    /// <summary>ln(1 + f) − f for 1 + f between √½ and √2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogOnePlusLess(TVector f)
    {
        // ln(1 + f) = f − f²/2 + f³·p(f), relative error 6·10⁻⁹.
        TVector p = TSimd.FusedMultiplyAdd(TSimd.Broadcast(-0.07634493986f), f, TSimd.Broadcast(0.1276157455f));
        p = TSimd.FusedMultiplyAdd(p, f, TSimd.Broadcast(-0.1316018216f));
        p = TSimd.FusedMultiplyAdd(p, f, TSimd.Broadcast(0.1420175835f));
        p = TSimd.FusedMultiplyAdd(p, f, TSimd.Broadcast(-0.1662335741f));
        p = TSimd.FusedMultiplyAdd(p, f, TSimd.Broadcast(0.2000122686f));
        p = TSimd.FusedMultiplyAdd(p, f, TSimd.Broadcast(-0.2500082103f));
        p = TSimd.FusedMultiplyAdd(p, f, TSimd.Broadcast(0.3333333171f));
        TVector square = TSimd.Multiply(f, f);
        return TSimd.FusedMultiplyAdd(TSimd.Multiply(f, square), p, TSimd.Multiply(TSimd.Broadcast(-0.5f), square));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector PowerOfTwo(TVector exponent) =>
        TSimd.ShiftLeft(TSimd.AddInt32(exponent, TSimd.BroadcastInt32(127)), 23);
}
