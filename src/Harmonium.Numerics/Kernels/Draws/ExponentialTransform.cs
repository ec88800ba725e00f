using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Draws;

/// <summary>−scale · ln u with u uniform on (0, 1): exponentially distributed numbers with mean <c>scale</c>.</summary>
internal readonly struct ExponentialTransform(float scale) : IRandomTransform
{
    private readonly float _scale = scale;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TSimd, TVector>(ref TVector a, ref TVector b, ref TVector c, ref TVector d)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector factor = TSimd.Broadcast(_scale);
        a = TSimd.Multiply(factor, NegativeLog<TSimd, TVector>(a));
        b = TSimd.Multiply(factor, NegativeLog<TSimd, TVector>(b));
        c = TSimd.Multiply(factor, NegativeLog<TSimd, TVector>(c));
        d = TSimd.Multiply(factor, NegativeLog<TSimd, TVector>(d));
    }

    /// <summary>
    /// −ln u with u = (h + ½) · 2⁻³¹ for the upper 31 bits h of a word, from 2.3·10⁻¹⁰ to 22.2, to a few units in the last place at both ends.
    /// It uses no fused multiply-add, so all processors agree.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector NegativeLog<TSimd, TVector>(TVector words)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        const float Step = 1f / (1u << 31);
        const int RootOfHalf = 0x3F3504F3;
        TVector half = TSimd.Broadcast(0.5f), step = TSimd.Broadcast(Step);
        TVector h = TSimd.ShiftRightLogical(words, 1);
        TVector u = TSimd.Multiply(TSimd.Add(TSimd.FromInt32(h), half), step);

        // 1 − u, exact in the last place for u close to 1.
        TVector rest = TSimd.FromInt32(TSimd.SubtractInt32(TSimd.BroadcastInt32(int.MaxValue), h));
        rest = TSimd.Multiply(TSimd.Add(rest, half), step);

        // u = 2ⁿ·m with m in [√½, √2), and ln m = 2 artanh(s) with s = (m − 1) / (m + 1).
        TVector exponent = TSimd.ShiftRightArithmetic(TSimd.SubtractInt32(u, TSimd.BroadcastInt32(RootOfHalf)), 23);
        TVector n = TSimd.FromInt32(exponent);
        TVector f = TSimd.Subtract(TSimd.SubtractInt32(u, TSimd.ShiftLeft(exponent, 23)), TSimd.Broadcast(1));
        f = TSimd.Select(TSimd.LessThan(rest, TSimd.Broadcast(0.25f)), TSimd.Negate(rest), f);
        TVector s = TSimd.Divide(f, TSimd.Add(TSimd.Broadcast(2), f));
        TVector z = TSimd.Multiply(s, s);

        // The minimax cubic in s², with relative error 10⁻⁹ (Remez's exchange).
        TVector p = TSimd.Add(TSimd.Multiply(TSimd.Broadcast(0.29873073f), z), TSimd.Broadcast(0.39977496f));
        p = TSimd.Add(TSimd.Multiply(p, z), TSimd.Broadcast(0.66666777f));
        TVector log = TSimd.Multiply(TSimd.Multiply(p, z), s);
        log = TSimd.Add(log, TSimd.Multiply(n, TSimd.Broadcast(-2.12194440e-4f)));
        log = TSimd.Add(log, TSimd.Add(s, s));
        log = TSimd.Add(log, TSimd.Multiply(n, TSimd.Broadcast(0.693359375f)));
        return TSimd.Negate(log);
    }
}
