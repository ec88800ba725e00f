using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>W ← W + rate · G.</summary>
internal readonly struct PlainAscent<TSimd, TVector>(OuterProductPass pass) : IAscentRule<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly TVector _rate = TSimd.Broadcast(pass.Rate);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Changed(TVector w, TVector gradient, int row, int column) => TSimd.FusedMultiplyAdd(_rate, gradient, w);
}
