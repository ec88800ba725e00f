using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Reductions;

/// <summary>The gradient of a softmax: target(i, j) = y(i, j)·(g(i, j) − Σⱼ g(i, j) y(i, j)).</summary>
internal readonly unsafe struct SoftmaxGradientRows(float* y, float* gradient, double* dots, float* target, int columns, bool accumulate) : IRangeKernel
{
    private readonly float* _y = y;
    private readonly float* _gradient = gradient;
    private readonly double* _dots = dots;
    private readonly float* _target = target;
    private readonly int _columns = columns;
    private readonly bool _accumulate = accumulate;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = start; row < end; row++)
        {
            nint offset = (nint)row * _columns;
            TVector dot = TSimd.Broadcast((float)_dots[row]);
            for (int j = 0; j < _columns; j += TSimd.Width)
            {
                int count = Math.Min(TSimd.Width, _columns - j);
                TVector share = TSimd.Multiply(
                    Lanes<TSimd, TVector>.Load(_y + offset + j, count), TSimd.Subtract(Lanes<TSimd, TVector>.Load(_gradient + offset + j, count), dot));
                if (_accumulate)
                    share = TSimd.Add(share, Lanes<TSimd, TVector>.Load(_target + offset + j, count));
                Lanes<TSimd, TVector>.Store(_target + offset + j, share, count);
            }
        }
    }
}
