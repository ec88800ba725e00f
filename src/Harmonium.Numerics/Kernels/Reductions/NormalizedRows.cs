using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Reductions;

/// <summary>target(i, j) = (x(i, j) − mean)·scale, with one mean and scale per row, or per column.</summary>
internal readonly unsafe struct NormalizedRows(float* x, float* means, float* scales, bool ofColumns, float* target, int columns) : IRangeKernel
{
    private readonly float* _x = x;
    private readonly float* _means = means;
    private readonly float* _scales = scales;
    private readonly bool _ofColumns = ofColumns;
    private readonly float* _target = target;
    private readonly int _columns = columns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = start; row < end; row++)
        {
            nint offset = (nint)row * _columns;
            TVector mean = _ofColumns ? TSimd.Zero : TSimd.Broadcast(_means[row]), scale = _ofColumns ? TSimd.Zero : TSimd.Broadcast(_scales[row]);
            for (int j = 0; j < _columns; j += TSimd.Width)
            {
                int count = Math.Min(TSimd.Width, _columns - j);
                if (_ofColumns)
                {
                    mean = Lanes<TSimd, TVector>.Load(_means + j, count);
                    scale = Lanes<TSimd, TVector>.Load(_scales + j, count);
                }

                Lanes<TSimd, TVector>.Store(_target + offset + j,
                    TSimd.Multiply(TSimd.Subtract(Lanes<TSimd, TVector>.Load(_x + offset + j, count), mean), scale), count);
            }
        }
    }
}
