using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Draws;

/// <summary>The factors of dropout: 0 with a probability given in multiples of 2⁻²⁴, otherwise the scale.</summary>
internal readonly struct DropoutTransform(float threshold, float scale) : IRandomTransform
{
    private readonly float _threshold = threshold;
    private readonly float _scale = scale;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TSimd, TVector>(ref TVector a, ref TVector b, ref TVector c, ref TVector d)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        a = One<TSimd, TVector>(a);
        b = One<TSimd, TVector>(b);
        c = One<TSimd, TVector>(c);
        d = One<TSimd, TVector>(d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector One<TSimd, TVector>(TVector words)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector u = TSimd.FromInt32(TSimd.ShiftRightLogical(words, 8));
        return TSimd.Select(TSimd.LessThan(u, TSimd.Broadcast(_threshold)), TSimd.Zero, TSimd.Broadcast(_scale));
    }
}
