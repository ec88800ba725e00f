using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Elements;

/// <summary>table row indices[i] += gradient row i, for increasing i. Items are blocks of 64 columns, so each sum is computed by one thread.</summary>
internal readonly unsafe struct ScatteredColumns(float* gradient, int[] indices, int rows, float* table, int columns) : IRangeKernel
{
    /// <summary>The number of columns per item.</summary>
    internal const int Block = 64;

    private readonly float* _gradient = gradient;
    private readonly int[] _indices = indices;
    private readonly int _rows = rows;
    private readonly float* _table = table;
    private readonly int _columns = columns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int first = start * Block, last = Math.Min(_columns, end * Block);
        for (int row = 0; row < _rows; row++)
        {
            float* from = _gradient + ((nint)row * _columns), to = _table + ((nint)_indices[row] * _columns);
            for (int j = first; j < last; j += TSimd.Width)
            {
                int count = Math.Min(TSimd.Width, last - j);
                Lanes<TSimd, TVector>.Store(to + j, TSimd.Add(Lanes<TSimd, TVector>.Load(to + j, count), Lanes<TSimd, TVector>.Load(from + j, count)), count);
            }
        }
    }
}
