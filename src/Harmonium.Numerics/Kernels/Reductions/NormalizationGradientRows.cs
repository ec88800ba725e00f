using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Reductions;

/// <summary>
/// The gradient of y = (x − mean)·scale: target(i, j) = scale·(g(i, j) − a − y(i, j)·b), where a is the mean of g and b the mean of g·y over the elements
/// normalized together. There is one scale, a and b per row, or per column.
/// </summary>
internal readonly unsafe struct NormalizationGradientRows(
    float* y, float* gradient, float* scales, float* a, float* b, bool ofColumns, float* target, int columns, bool accumulate) : IRangeKernel
{
    private readonly float* _y = y;
    private readonly float* _gradient = gradient;
    private readonly float* _scales = scales;
    private readonly float* _a = a;
    private readonly float* _b = b;
    private readonly bool _ofColumns = ofColumns;
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
            for (int j = 0; j < _columns; j += TSimd.Width)
            {
                int count = Math.Min(TSimd.Width, _columns - j);
                TVector s = Factor<TSimd, TVector>(_scales, row, j, count), mean = Factor<TSimd, TVector>(_a, row, j, count),
                    product = Factor<TSimd, TVector>(_b, row, j, count);
                TVector value = Lanes<TSimd, TVector>.Load(_y + offset + j, count), g = Lanes<TSimd, TVector>.Load(_gradient + offset + j, count);
                TVector share = TSimd.Multiply(s, TSimd.FusedMultiplyAdd(TSimd.Negate(value), product, TSimd.Subtract(g, mean)));
                if (_accumulate)
                    share = TSimd.Add(share, Lanes<TSimd, TVector>.Load(_target + offset + j, count));
                Lanes<TSimd, TVector>.Store(_target + offset + j, share, count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector Factor<TSimd, TVector>(float* factors, int row, int j, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        _ofColumns ? Lanes<TSimd, TVector>.Load(factors + j, count) : TSimd.Broadcast(factors[row]);
}
