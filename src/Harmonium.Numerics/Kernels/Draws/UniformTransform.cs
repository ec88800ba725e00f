using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Draws;

/// <summary>offset + scale · u with u uniform on the 2²⁴ multiples of 2⁻²⁴ in [0, 1).</summary>
internal readonly struct UniformTransform(float offset, float scale) : IRandomTransform
{
    private const float Step = 1f / (1 << 24);

    private readonly float _offset = offset;
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
        TVector u = TSimd.Multiply(TSimd.FromInt32(TSimd.ShiftRightLogical(words, 8)), TSimd.Broadcast(Step));
        return TSimd.Add(TSimd.Multiply(u, TSimd.Broadcast(_scale)), TSimd.Broadcast(_offset));
    }
}
