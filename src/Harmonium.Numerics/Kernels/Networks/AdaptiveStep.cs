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
        TVector most = TSimd.Zero, eta = TSimd.Broadcast(_rate), corrected = TSimd.Broadcast(_correction), least = TSimd.Broadcast(_epsilon);
        TVector keep1 = TSimd.Broadcast(_beta1), rest1 = TSimd.Broadcast(1 - _beta1), keep2 = TSimd.Broadcast(_beta2), rest2 = TSimd.Broadcast(1 - _beta2);
        TVector kept = TSimd.Broadcast(_keep), shrunk = TSimd.Broadcast(_shrink), sign = TSimd.BroadcastInt32(int.MinValue);
        for (int i = start; i < end; i += TSimd.Width)
        {
            int count = Math.Min(TSimd.Width, end - i);
            TVector gradient = Lanes<TSimd, TVector>.Load(_g + i, count), mean = gradient;
            if (_m != null)
            {
                mean = Underflow<TSimd, TVector>.ToZero(TSimd.FusedMultiplyAdd(keep1, Lanes<TSimd, TVector>.Load(_m + i, count), TSimd.Multiply(rest1, gradient)));
                Lanes<TSimd, TVector>.Store(_m + i, mean, count);
            }

            TVector square = Underflow<TSimd, TVector>.ToZero(
                TSimd.FusedMultiplyAdd(keep2, Lanes<TSimd, TVector>.Load(_s + i, count), TSimd.Multiply(rest2, TSimd.Multiply(gradient, gradient))));
            Lanes<TSimd, TVector>.Store(_s + i, square, count);

            TVector weight = TSimd.Multiply(kept, Lanes<TSimd, TVector>.Load(_w + i, count));
            if (_shrink != 0)
                weight = TSimd.Or(TSimd.MaxNative(TSimd.Zero, TSimd.Subtract(TSimd.Abs(weight), shrunk)), TSimd.And(weight, sign));
            weight = TSimd.Add(weight, TSimd.Divide(TSimd.Multiply(eta, mean), TSimd.Add(TSimd.Sqrt(TSimd.Multiply(corrected, square)), least)));
            Lanes<TSimd, TVector>.Store(_w + i, weight, count);
            most = TSimd.Max(most, TSimd.Abs(weight));
        }

        _largest.Merge<TSimd, TVector>(most);
    }
}
