using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Draws;

/// <summary>
/// mean + deviation · z with z standard normal (Box &amp; Muller 1958). The first word of a pair gives the radius √(−2 ln u), the second the angle; the two
/// coordinates are independent. |z| is at most 6.6.
/// </summary>
internal readonly struct NormalTransform(float mean, float deviation) : IRandomTransform
{
    private readonly float _mean = mean;
    private readonly float _deviation = deviation;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TSimd, TVector>(ref TVector a, ref TVector b, ref TVector c, ref TVector d)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        Pair<TSimd, TVector>(ref a, ref b);
        Pair<TSimd, TVector>(ref c, ref d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pair<TSimd, TVector>(ref TVector a, ref TVector b)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector squared = ExponentialTransform.NegativeLog<TSimd, TVector>(a);
        TVector radius = TSimd.Sqrt(TSimd.Add(squared, squared));

        // The upper two bits of the angle word select the quadrant, the lower thirty an angle in [−π/4, π/4).
        const float PerUnit = MathF.PI / 4 / (1u << 31);
        TVector angle = TSimd.Multiply(TSimd.FromInt32(TSimd.ShiftLeft(b, 2)), TSimd.Broadcast(PerUnit));
        TVector z = TSimd.Multiply(angle, angle);

        // Minimax polynomials in the squared angle, with errors below 10⁻⁸ (Remez's exchange).
        TVector sine = TSimd.Add(TSimd.Multiply(TSimd.Broadcast(-1.9503896e-4f), z), TSimd.Broadcast(8.3321005e-3f));
        sine = TSimd.Add(TSimd.Multiply(sine, z), TSimd.Broadcast(-0.16666655f));
        sine = TSimd.Add(TSimd.Multiply(TSimd.Multiply(sine, z), angle), angle);
        TVector cosine = TSimd.Add(TSimd.Multiply(TSimd.Broadcast(2.4463770e-5f), z), TSimd.Broadcast(-1.3887654e-3f));
        cosine = TSimd.Add(TSimd.Multiply(cosine, z), TSimd.Broadcast(0.041666655f));
        cosine = TSimd.Add(TSimd.Multiply(cosine, z), TSimd.Broadcast(-0.5f));
        cosine = TSimd.Add(TSimd.Multiply(cosine, z), TSimd.Broadcast(1));

        TVector next = TSimd.ShiftLeft(b, 1);
        TVector odd = TSimd.ShiftRightArithmetic(next, 31);
        TVector sign = TSimd.BroadcastInt32(int.MinValue);
        TVector x = TSimd.Xor(TSimd.Select(odd, sine, cosine), TSimd.And(TSimd.Xor(b, next), sign));
        TVector y = TSimd.Xor(TSimd.Select(odd, cosine, sine), TSimd.And(b, sign));

        TVector center = TSimd.Broadcast(_mean), spread = TSimd.Broadcast(_deviation);
        a = TSimd.Add(TSimd.Multiply(TSimd.Multiply(radius, x), spread), center);
        b = TSimd.Add(TSimd.Multiply(TSimd.Multiply(radius, y), spread), center);
    }
}
