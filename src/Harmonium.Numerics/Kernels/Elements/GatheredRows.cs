using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Elements;

/// <summary>target row i = table row indices[i] (+ bias).</summary>
internal readonly unsafe struct GatheredRows(float* table, int[] indices, float* bias, float* target, int columns) : IRangeKernel
{
    private readonly float* _table = table;
    private readonly int[] _indices = indices;
    private readonly float* _bias = bias;
    private readonly float* _target = target;
    private readonly int _columns = columns;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = start; row < end; row++)
        {
            float* from = _table + ((nint)_indices[row] * _columns), to = _target + ((nint)row * _columns);
            for (int j = 0; j < _columns; j += TSimd.Width)
            {
                int count = Math.Min(TSimd.Width, _columns - j);
                TVector numbers = Lanes<TSimd, TVector>.Load(from + j, count);
                if (_bias != null)
                    numbers = TSimd.Add(numbers, Lanes<TSimd, TVector>.Load(_bias + j, count));
                Lanes<TSimd, TVector>.Store(to + j, numbers, count);
            }
        }
    }
}
