using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Reductions;

/// <summary>target[j] = Σᵢ x(i, j), optionally added to the target. Items are blocks of 64 columns.</summary>
internal readonly unsafe struct ColumnSums(VectorWidth width, float* x, int rows, int columns, float* target, bool accumulate) : IRangeKernel
{
    /// <summary>The number of columns per item.</summary>
    internal const int Block = 64;

    private readonly VectorWidth _width = width;
    private readonly float* _x = x;
    private readonly int _rows = rows;
    private readonly int _columns = columns;
    private readonly float* _target = target;
    private readonly bool _accumulate = accumulate;

    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* sums = stackalloc float[Block];
        for (int block = start; block < end; block++)
        {
            int first = block * Block, count = Math.Min(Block, _columns - first);
            ColumnReductions.Sum<PlainTerm>(_width, _rows, count, _x + first, _columns, null, sums);
            for (int j = 0; j < count; j++)
                _target[first + j] = _accumulate ? _target[first + j] + sums[j] : sums[j];
        }
    }
}
