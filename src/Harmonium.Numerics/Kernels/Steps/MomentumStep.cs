using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Products;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>
/// One momentum step in one pass: V ← m V + η (G − λ₂ W − λ₁ sign W), W ← W + V, or W + m V + η(…) with Nesterov momentum. It also finds the largest
/// magnitude.
/// </summary>
internal readonly unsafe struct MomentumStep(float* w, float* v, float rate, float momentum, bool nesterov, float l2, float l1, LargestFound largest)
    : IStepKernel
{
    private readonly float* _w = w;
    private readonly float* _v = v;
    private readonly float _rate = rate;
    private readonly float _momentum = momentum;
    private readonly bool _nesterov = nesterov;
    private readonly float _l2 = l2;
    private readonly float _l1 = l1;

    public LargestFound Largest { get; } = largest;

    public Destination Destination(nint stride) => new(_w, _v == null ? 0 : (nint)(_v - _w), 0, stride);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Rows<TSimd, TVector>(nint first, nint stride, int rows, int columns, float* gradient, nint gradientStride, ref TVector largest)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        // A local copy keeps the fields in registers; the JIT assumes that every store may change this struct.
        MomentumStep step = this;
        TVector most = largest, eta = TSimd.Broadcast(_rate), kept = TSimd.Broadcast(_momentum), lambda2 = TSimd.Broadcast(-_l2),
            lambda1 = TSimd.Broadcast(_l1);
        bool asks = StepPrefetch.Pays(columns), lasso = _l1 != 0;
        for (int row = 0; row < rows; row++, first += stride, gradient += gradientStride)
        {
            nint i = 0;
            for (; i + TSimd.Width <= columns; i += TSimd.Width)
            {
                if (asks)
                    StepPrefetch.Prefetch<TSimd, TVector>(step._w + first + i);
                if (asks && step._v != null)
                    StepPrefetch.Prefetch<TSimd, TVector>(step._v + first + i);
                step.Move<TSimd, TVector>(first + i, TSimd.Width, gradient + i, eta, kept, lambda2, lasso, lambda1, ref most);
            }

            if (i < columns)
                step.Move<TSimd, TVector>(first + i, (int)(columns - i), gradient + i, eta, kept, lambda2, lasso, lambda1, ref most);
        }

        largest = most;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Move<TSimd, TVector>(nint i, int count, float* gradient, TVector eta, TVector kept, TVector lambda2, bool lasso, TVector lambda1,
        ref TVector most)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector weight = Lanes<TSimd, TVector>.Load(_w + i, count);
        TVector pull = TSimd.FusedMultiplyAdd(lambda2, weight, Lanes<TSimd, TVector>.Load(gradient, count));
        if (lasso)
        {
            TVector sign = TSimd.And(weight, TSimd.BroadcastInt32(int.MinValue));
            pull = TSimd.Subtract(pull, TSimd.Select(TSimd.Equal(weight, TSimd.Zero), TSimd.Zero, TSimd.Or(lambda1, sign)));
        }

        TVector step = TSimd.Multiply(eta, pull);
        if (_v != null)
        {
            TVector velocity = Underflow<TSimd, TVector>.ToZero(TSimd.FusedMultiplyAdd(kept, Lanes<TSimd, TVector>.Load(_v + i, count), step));
            Lanes<TSimd, TVector>.Store(_v + i, velocity, count);
            step = _nesterov ? TSimd.FusedMultiplyAdd(kept, velocity, step) : velocity;
        }

        weight = TSimd.Add(weight, step);
        Lanes<TSimd, TVector>.Store(_w + i, weight, count);
        most = LargestFound.Larger<TSimd, TVector>(most, weight);
    }
}
