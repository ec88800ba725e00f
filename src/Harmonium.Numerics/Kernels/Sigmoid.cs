using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Kernels;

/// <summary>
/// The logistic function 1 / (1 + exp(−x)) in the lanes of a vector, to within 2 units in the last place of the exact value for x ≥ −87
/// (exp(−|x|) stops shrinking at |x| = 87.3, the end of the normal numbers); the same bits at every width on processors with fused
/// multiply-add.
/// </summary>
internal static class Sigmoid
{
    private const float Farthest = 87.33f;
    private const float PerLog2 = 1.44269504f;

    // ln 2 in two parts: the first has zeros behind its 11th bit, so that its product with a whole number below 2¹³ is exact.
    private const float Log2Upper = 0.693359375f;
    private const float Log2Lower = -2.12194440e-4f;

    // 1.5 · 2²³: a small number added to it is rounded to a whole one, which then stands in the lowest bits.
    private const float Rounder = 12582912f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector one = TSimd.Broadcast(1);
        // x64 answers with the second operand where one is NaN: NaN stays NaN.
        TVector distance = TSimd.MinNative(TSimd.Broadcast(Farthest), TSimd.Abs(x));

        // exp(−distance) = 2ⁿ · exp(r) with |r| ≤ ln 2 / 2.
        TVector shifted = TSimd.FusedMultiplyAdd(distance, TSimd.Broadcast(-PerLog2), TSimd.Broadcast(Rounder));
        TVector n = TSimd.Subtract(shifted, TSimd.Broadcast(Rounder));
        TVector r = TSimd.FusedMultiplyAdd(n, TSimd.Broadcast(-Log2Upper), TSimd.Negate(distance));
        r = TSimd.FusedMultiplyAdd(n, TSimd.Broadcast(-Log2Lower), r);

        // The polynomial of degree 6 with the least greatest error, 3·10⁻⁹, among those that begin with 1 + r (Remez's exchange).
        TVector e = TSimd.FusedMultiplyAdd(TSimd.Broadcast(0.0013814611f), r, TSimd.Broadcast(0.0083687111f));
        e = TSimd.FusedMultiplyAdd(e, r, TSimd.Broadcast(0.0416683875f));
        e = TSimd.FusedMultiplyAdd(e, r, TSimd.Broadcast(0.1666652068f));
        e = TSimd.FusedMultiplyAdd(e, r, TSimd.Broadcast(0.4999999345f));
        e = TSimd.FusedMultiplyAdd(e, r, one);
        e = TSimd.FusedMultiplyAdd(e, r, one);
        e = TSimd.AddInt32(e, TSimd.ShiftLeft(shifted, 23));

        TVector numerator = TSimd.Select(TSimd.LessThan(x, TSimd.Zero), e, one);
        return TSimd.Divide(numerator, TSimd.Add(one, e));
    }
}
