using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Sequences;

/// <summary>
/// One backward step of an LSTM. From the gradients of the outputs (of this step, and from the next step) and of the cells, it computes the gradients of the
/// four pre-activations, which replace the gates, and of the previous cells.
/// </summary>
internal readonly unsafe struct LstmGradientRows(
    float* outputGradient, float* laterGradient, float* cellGradient, float* gates, float* cellsBefore, float* cells, int units) : IRangeKernel
{
    private readonly float* _outputGradient = outputGradient;
    private readonly float* _laterGradient = laterGradient;
    private readonly float* _cellGradient = cellGradient;
    private readonly float* _gates = gates;
    private readonly float* _cellsBefore = cellsBefore;
    private readonly float* _cells = cells;
    private readonly int _units = units;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        // A local copy keeps the fields in registers; the JIT assumes that every store may change this struct.
        LstmGradientRows rows = this;
        int size = _units;
        for (int row = start; row < end; row++)
        {
            nint narrow = (nint)row * size;
            float* own = rows._gates + (narrow * 4);
            int j = 0;
            for (; j + TSimd.Width <= size; j += TSimd.Width)
                rows.Back<TSimd, TVector>(own + j, narrow + j, size, TSimd.Width);
            if (j < size)
                rows.Back<TSimd, TVector>(own + j, narrow + j, size, size - j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Back<TSimd, TVector>(float* own, nint at, int size, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector one = TSimd.Broadcast(1);
        TVector i = Lanes<TSimd, TVector>.Load(own, count), f = Lanes<TSimd, TVector>.Load(own + size, count);
        TVector o = Lanes<TSimd, TVector>.Load(own + (2 * size), count), g = Lanes<TSimd, TVector>.Load(own + (3 * size), count);
        TVector bent = HyperbolicTangent.Apply<TSimd, TVector>(Lanes<TSimd, TVector>.Load(_cells + at, count));
        TVector dh = TSimd.Add(Lanes<TSimd, TVector>.Load(_outputGradient + at, count), Lanes<TSimd, TVector>.Load(_laterGradient + at, count));
        TVector dc = TSimd.FusedMultiplyAdd(
            TSimd.Multiply(dh, o), TSimd.Subtract(one, TSimd.Multiply(bent, bent)), Lanes<TSimd, TVector>.Load(_cellGradient + at, count));
        TVector df = TSimd.Multiply(TSimd.Multiply(dc, Lanes<TSimd, TVector>.Load(_cellsBefore + at, count)), LogisticDerivative<TSimd, TVector>(f));
        Lanes<TSimd, TVector>.Store(own, TSimd.Multiply(TSimd.Multiply(dc, g), LogisticDerivative<TSimd, TVector>(i)), count);
        Lanes<TSimd, TVector>.Store(own + size, df, count);
        Lanes<TSimd, TVector>.Store(own + (2 * size), TSimd.Multiply(TSimd.Multiply(dh, bent), LogisticDerivative<TSimd, TVector>(o)), count);
        Lanes<TSimd, TVector>.Store(own + (3 * size), TSimd.Multiply(TSimd.Multiply(dc, i), TSimd.Subtract(one, TSimd.Multiply(g, g))), count);
        Lanes<TSimd, TVector>.Store(_cellGradient + at, TSimd.Multiply(dc, f), count);
    }

    /// <summary>y(1 − y), the derivative of the logistic function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogisticDerivative<TSimd, TVector>(TVector y)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.Multiply(y, TSimd.Subtract(TSimd.Broadcast(1), y));
}
