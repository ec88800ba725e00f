using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Products;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>
/// One adaptive step in one pass: M ← β₁ M + (1 − β₁) G, S ← β₂ S + (1 − β₂) G², W ← shrunk W + η₁ M / (√(c S) + ε), where c and η₁ include the bias
/// corrections. Without M it is RMSProp: G replaces M.
/// </summary>
internal readonly unsafe struct AdaptiveStep(float* w, float* m, float* s, float rate, float correction, float beta1, float beta2, float epsilon,
    float keep, float shrink, LargestFound largest) : IStepKernel
{
    private readonly float* _w = w;
    private readonly float* _m = m;
    private readonly float* _s = s;
    private readonly float _rate = rate;
    private readonly float _correction = correction;
    private readonly float _beta1 = beta1;
    private readonly float _beta2 = beta2;
    private readonly float _epsilon = epsilon;
    private readonly float _keep = keep;
    private readonly float _shrink = shrink;

    public LargestFound Largest { get; } = largest;

    public Destination Destination(nint stride) => new(_w, (nint)(_s - _w), _m == null ? 0 : (nint)(_m - _w), stride);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Rows<TSimd, TVector>(nint first, nint stride, int rows, int columns, float* gradient, nint gradientStride, ref TVector largest)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector most = largest;
        bool asks = StepPrefetch.Pays(columns);
        for (int row = 0; row < rows; row++, first += stride, gradient += gradientStride)
        {
            int i = 0;
            for (; i + TSimd.Width <= columns; i += TSimd.Width)
            {
                if (asks)
                {
                    StepPrefetch.Prefetch<TSimd, TVector>(_w + first + i);
                    StepPrefetch.Prefetch<TSimd, TVector>(_s + first + i);
                }

                if (asks && _m != null)
                    StepPrefetch.Prefetch<TSimd, TVector>(_m + first + i);
                Move<TSimd, TVector>(first + i, TSimd.Width, gradient + i, ref most);
            }

            if (i < columns)
                Move<TSimd, TVector>(first + i, columns - i, gradient + i, ref most);
        }

        largest = most;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Move<TSimd, TVector>(nint i, int count, float* gradient, ref TVector most)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector g = Lanes<TSimd, TVector>.Load(gradient, count), mean = g;
        if (_m != null)
        {
            mean = Average<TSimd, TVector>(_m + i, count, _beta1, g);
            Lanes<TSimd, TVector>.Store(_m + i, mean, count);
        }

        TVector square = Average<TSimd, TVector>(_s + i, count, _beta2, TSimd.Multiply(g, g));
        Lanes<TSimd, TVector>.Store(_s + i, square, count);

        TVector weight = TSimd.Multiply(TSimd.Broadcast(_keep), Lanes<TSimd, TVector>.Load(_w + i, count));
        if (_shrink != 0)
        {
            TVector sign = TSimd.And(weight, TSimd.BroadcastInt32(int.MinValue));
            weight = TSimd.Or(TSimd.MaxNative(TSimd.Zero, TSimd.Subtract(TSimd.Abs(weight), TSimd.Broadcast(_shrink))), sign);
        }

        TVector deviation = TSimd.Sqrt(TSimd.Multiply(TSimd.Broadcast(_correction), square));
        weight = TSimd.Add(weight, TSimd.Divide(TSimd.Multiply(TSimd.Broadcast(_rate), mean), TSimd.Add(deviation, TSimd.Broadcast(_epsilon))));
        Lanes<TSimd, TVector>.Store(_w + i, weight, count);
        most = LargestFound.Larger<TSimd, TVector>(most, weight);
    }

    /// <summary>β a + (1 − β) x of a moving average a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Average<TSimd, TVector>(float* average, int count, float beta, TVector x)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        Underflow<TSimd, TVector>.ToZero(
            TSimd.FusedMultiplyAdd(TSimd.Broadcast(beta), Lanes<TSimd, TVector>.Load(average, count), TSimd.Multiply(TSimd.Broadcast(1 - beta), x)));
}
