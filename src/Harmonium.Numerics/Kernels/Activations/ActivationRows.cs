using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Activations;

/// <summary>target(i, j) = f(x(i, j) + bias), with one bias per column, one per row, or none.</summary>
internal readonly unsafe struct ActivationRows<TActivation>(float* x, float* bias, bool biasOfRows, float slope, float* target, int columns, nint stride)
    : IRangeKernel
    where TActivation : struct, IActivation
{
    private readonly float* _x = x;
    private readonly float* _bias = bias;
    private readonly bool _biasOfRows = biasOfRows;
    private readonly float _slope = slope;
    private readonly float* _target = target;
    private readonly int _columns = columns;
    private readonly nint _stride = stride;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        bool biasOfColumns = _bias != null && !_biasOfRows;
        for (int row = start; row < end; row++)
        {
            float* from = _x + (row * _stride), to = _target + (row * _stride);
            TVector slopes = TSimd.Broadcast(_slope), shared = _bias != null && _biasOfRows ? TSimd.Broadcast(_bias[row]) : TSimd.Zero;
            int j = 0;
            for (; j + TSimd.Width <= _columns; j += TSimd.Width)
            {
                TVector biases = biasOfColumns ? TSimd.Load(_bias + j) : shared;
                TSimd.Store(to + j, TActivation.Apply<TSimd, TVector>(TSimd.Add(TSimd.Load(from + j), biases), slopes));
            }

            int rest = _columns - j;
            if (rest == 0)
                continue;
            TVector last = TSimd.Add(TSimd.LoadFirst(from + j, rest), biasOfColumns ? TSimd.LoadFirst(_bias + j, rest) : shared);
            TSimd.StoreFirst(to + j, TActivation.Apply<TSimd, TVector>(last, slopes), rest);
        }
    }
}
