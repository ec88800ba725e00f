using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Elements;

/// <summary>factor · x[i] + term.</summary>
internal readonly unsafe struct AffineElements(float* x, float factor, float term) : IElements
{
    private readonly float* _x = x;
    private readonly float _factor = factor;
    private readonly float _term = term;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector At<TSimd, TVector>(nint i, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.FusedMultiplyAdd(TSimd.Broadcast(_factor), Lanes<TSimd, TVector>.Load(_x + i, count), TSimd.Broadcast(_term));
}
