using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Units;

/// <summary>Density ∝ exp(z·y) on [0, 1]. Computed for s = |z|, whose exponentials never overflow, and mirrored about ½ for negative z.</summary>
internal readonly struct UnitIntervalLaw : IUnitLaw
{
    // Below these values, the series in s is more accurate than the formula, which suffers from cancellation. The error of both is then below 2·10⁻⁶.
    private const float SmallForMean = 1;
    private const float SmallForValue = 0.03f;

    public static bool IsNormal => false;

    /// <summary>1 / (1 − e⁻ˢ) − 1 / s, or ½ + s/12 − s³/720 + s⁵/30240.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Mean<TSimd, TVector>(TVector x, TVector bias, TVector variance)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector z = TSimd.Add(x, bias), s = TSimd.Abs(z), one = TSimd.Broadcast(1);
        TVector large = TSimd.MaxNative(s, one);
        TVector lessOne = TSimd.Negate(VectorFunctions<TSimd, TVector>.ExpLessOneOfNegative(TSimd.Negate(large)));
        TVector formula = TSimd.Subtract(TSimd.Divide(one, lessOne), TSimd.Divide(one, large));
        TVector square = TSimd.Multiply(s, s);
        TVector series = TSimd.FusedMultiplyAdd(TSimd.Broadcast(1f / 30240), square, TSimd.Broadcast(-1f / 720));
        series = TSimd.FusedMultiplyAdd(series, square, TSimd.Broadcast(1f / 12));
        series = TSimd.FusedMultiplyAdd(series, s, TSimd.Broadcast(0.5f));
        TVector mean = TSimd.Select(TSimd.LessThan(s, TSimd.Broadcast(SmallForMean)), series, formula);
        return Mirror<TSimd, TVector>(z, mean);
    }

    /// <summary>1 + ln(u + (1 − u) e⁻ˢ) / s, or u + s u (1 − u) / 2 + s² u (1 − u)(1 − 2u) / 6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector x, TVector bias, TVector variance, TVector number)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector z = TSimd.Add(x, bias), s = TSimd.Abs(z), one = TSimd.Broadcast(1), rest = TSimd.Subtract(one, number);
        TVector large = TSimd.MaxNative(s, TSimd.Broadcast(SmallForValue));
        TVector argument = TSimd.FusedMultiplyAdd(rest, VectorFunctions<TSimd, TVector>.ExpOfNegative(TSimd.Negate(large)), number);
        TVector formula = TSimd.Add(one, TSimd.Divide(VectorFunctions<TSimd, TVector>.Log(argument), large));
        TVector spread = TSimd.Multiply(number, rest);
        TVector series = TSimd.Multiply(TSimd.Multiply(s, TSimd.Subtract(rest, number)), TSimd.Broadcast(1f / 6));
        series = TSimd.FusedMultiplyAdd(TSimd.Multiply(s, spread), TSimd.Add(TSimd.Broadcast(0.5f), series), number);
        TVector value = TSimd.Select(TSimd.LessThan(s, TSimd.Broadcast(SmallForValue)), series, formula);
        value = TSimd.MinNative(one, TSimd.MaxNative(TSimd.Zero, value));
        return Mirror<TSimd, TVector>(z, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Mirror<TSimd, TVector>(TVector z, TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Select(TSimd.LessThan(z, TSimd.Zero), TSimd.Subtract(TSimd.Broadcast(1), value), value);
}
