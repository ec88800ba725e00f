using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>The full <see cref="OuterProductStep"/>: corrections, weight decay and momentum, where present.</summary>
internal readonly unsafe struct FullAscent<TSimd, TVector>(OuterProductPass pass) : IAscentRule<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly OuterProductPass.Correction[] _corrections = pass.Corrections;
    private readonly float* _velocity = pass.Velocity;
    private readonly nint _stride = pass.Stride;
    private readonly bool _l1 = pass.L1 != 0;
    private readonly bool _nesterov = pass.Nesterov;
    private readonly TVector _decay = TSimd.Broadcast(pass.L1);
    private readonly TVector _minusL2 = TSimd.Broadcast(-pass.L2);
    private readonly TVector _rate = TSimd.Broadcast(pass.Rate);
    private readonly TVector _momentum = TSimd.Broadcast(pass.Momentum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Changed(TVector w, TVector gradient, int row, int column)
    {
        foreach (ref readonly OuterProductPass.Correction correction in _corrections.AsSpan())
            gradient = TSimd.FusedMultiplyAdd(TSimd.Broadcast(correction.Left[row]), TSimd.Load(correction.Right + column), gradient);
        gradient = TSimd.FusedMultiplyAdd(_minusL2, w, gradient);
        if (_l1)
        {
            TVector towardZero = TSimd.Select(TSimd.LessThan(w, TSimd.Zero), _decay, TSimd.Negate(_decay));
            gradient = TSimd.Select(TSimd.Equal(w, TSimd.Zero), gradient, TSimd.Add(gradient, towardZero));
        }

        if (_velocity == null)
            return Underflow<TSimd, TVector>.ToZero(TSimd.FusedMultiplyAdd(_rate, gradient, w));
        float* place = _velocity + (row * _stride) + column;
        TVector move = TSimd.Multiply(_rate, gradient), velocity = Underflow<TSimd, TVector>.ToZero(TSimd.FusedMultiplyAdd(_momentum, TSimd.Load(place), move));
        TSimd.Store(place, velocity);
        return TSimd.Add(w, _nesterov ? TSimd.FusedMultiplyAdd(_momentum, velocity, move) : velocity);
    }
}
