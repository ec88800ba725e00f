using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Kernels;

/// <summary>
/// The adaptive steps in one pass: M ← β₁ M + (1 − β₁) G, S ← β₂ S + (1 − β₂) G², W ← shrunk W + η₁ M / (√(c S) + ε), with c and η₁ holding the corrections of
/// the first steps. Without M it is RMSProp, G in its place.
/// </summary>
internal readonly unsafe struct AdaptiveStep(float* w, float* m, float* s, float* g, float rate, float correction, float beta1, float beta2, float epsilon, float keep, float shrink, LargestFound largest) : IStepKernel<AdaptiveStep>
{
    private readonly float* _w = w;
    private readonly float* _m = m;
    private readonly float* _s = s;
    private readonly float* _g = g;
    private readonly float _rate = rate;
    private readonly float _correction = correction;
    private readonly float _beta1 = beta1;
    private readonly float _beta2 = beta2;
    private readonly float _epsilon = epsilon;
    private readonly float _keep = keep;
    private readonly float _shrink = shrink;
    private readonly LargestFound _largest = largest;

    public AdaptiveStep By(float* gradient) => new(_w, _m, _s, gradient, _rate, _correction, _beta1, _beta2, _epsilon, _keep, _shrink, _largest);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector most = TSimd.Zero;
        bool asks = StepAhead.Pays(end - start);
        int i = start;
        for (; i + TSimd.Width <= end; i += TSimd.Width)
        {
            if (asks)
            {
                StepAhead.Ask<TSimd, TVector>(_w + i);
                StepAhead.Ask<TSimd, TVector>(_s + i);
            }

            if (asks && _m != null)
                StepAhead.Ask<TSimd, TVector>(_m + i);
            Move<TSimd, TVector>(i, TSimd.Width, ref most);
        }

        if (i < end)
            Move<TSimd, TVector>(i, end - i, ref most);
        _largest.Merge<TSimd, TVector>(most);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Move<TSimd, TVector>(nint i, int count, ref TVector most)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector gradient = Lanes<TSimd, TVector>.Load(_g + i, count), mean = gradient;
        if (_m != null)
        {
            mean = Average<TSimd, TVector>(_m + i, count, _beta1, gradient);
            Lanes<TSimd, TVector>.Store(_m + i, mean, count);
        }

        TVector square = Average<TSimd, TVector>(_s + i, count, _beta2, TSimd.Multiply(gradient, gradient));
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
