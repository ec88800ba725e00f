using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Elements;

/// <summary>
/// target(i, j) = x(i, j), or target + x when accumulating, for any strides.
/// A row stride of 0 broadcasts one row to all rows; a column stride of 0 broadcasts one number to a row.
/// </summary>
internal readonly unsafe struct CopiedRows(float* x, nint xStride, int xStep, float* target, nint targetStride, int columns, bool accumulate) : IRangeKernel
{
    private readonly float* _x = x;
    private readonly nint _xStride = xStride;
    private readonly int _xStep = xStep;
    private readonly float* _target = target;
    private readonly nint _targetStride = targetStride;
    private readonly int _columns = columns;
    private readonly bool _accumulate = accumulate;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = start; row < end; row++)
        {
            float* from = _x + (row * _xStride), to = _target + (row * _targetStride);
            for (int j = 0; j < _columns; j += TSimd.Width)
            {
                int count = Math.Min(TSimd.Width, _columns - j);
                TVector numbers = _xStep == 0 ? TSimd.Broadcast(*from) : Lanes<TSimd, TVector>.Load(from + j, count);
                if (_accumulate)
                    numbers = TSimd.Add(numbers, Lanes<TSimd, TVector>.Load(to + j, count));
                Lanes<TSimd, TVector>.Store(to + j, numbers, count);
            }
        }
    }
}
