using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Kernels.Vectors;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Kernels.Reductions;

/// <summary>Scales columns with a Euclidean norm above a limit down to the limit. Items are blocks of 64 columns.</summary>
internal readonly unsafe struct LimitedColumns(VectorWidth width, float* x, int rows, int columns, nint stride, float limit) : IRangeKernel
{
    /// <summary>The number of columns per item.</summary>
    internal const int Block = 64;

    private readonly VectorWidth _width = width;
    private readonly float* _x = x;
    private readonly int _rows = rows;
    private readonly int _columns = columns;
    private readonly nint _stride = stride;
    private readonly float _limit = limit;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* factors = stackalloc float[Block];
        for (int block = start; block < end; block++)
        {
            int first = block * Block, count = Math.Min(Block, _columns - first);
            ColumnReductions.Sum<SquareTerm>(_width, _rows, count, _x + first, _stride, null, factors);
            bool any = false;
            for (int j = 0; j < count; j++)
            {
                double norm = Math.Sqrt(factors[j]);
                factors[j] = norm > _limit ? (float)(_limit / norm) : 1;
                any |= factors[j] < 1;
            }

            for (int row = 0; any && row < _rows; row++)
            {
                float* numbers = _x + (row * _stride) + first;
                for (int j = 0; j < count; j += TSimd.Width)
                {
                    int lanes = Math.Min(TSimd.Width, count - j);
                    Lanes<TSimd, TVector>.Store(numbers + j,
                        TSimd.Multiply(Lanes<TSimd, TVector>.Load(numbers + j, lanes), Lanes<TSimd, TVector>.Load(factors + j, lanes)), lanes);
                }
            }
        }
    }
}
