using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Reductions;

/// <summary>target[i] = Σⱼ x(i, j), optionally added to the target.</summary>
internal readonly unsafe struct RowSums(VectorWidth width, float* x, int columns, float* target, bool accumulate) : IRangeKernel
{
    private readonly VectorWidth _width = width;
    private readonly float* _x = x;
    private readonly int _columns = columns;
    private readonly float* _target = target;
    private readonly bool _accumulate = accumulate;

    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = start; row < end; row++)
        {
            double sum;
            RowReductions.Sum<PlainTerm>(_width, 1, _columns, _x + ((nint)row * _columns), 0, null, 0, &sum);
            _target[row] = _accumulate ? _target[row] + (float)sum : (float)sum;
        }
    }
}
