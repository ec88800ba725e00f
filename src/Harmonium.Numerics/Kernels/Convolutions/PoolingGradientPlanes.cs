using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Convolutions;

/// <summary>
/// The gradient of pooling. For mean pooling, every element of a window gets an equal share; for max pooling, the first maximum gets all of it.
/// The batch is the innermost dimension; items are rows of windows.
/// </summary>
internal readonly unsafe struct PoolingGradientPlanes(
    float* x, float* y, float* gradient, float* target, int height, int width, int batch, int side, bool largest, bool accumulate) : IRangeKernel
{
    private readonly float* _x = x;
    private readonly float* _y = y;
    private readonly float* _gradient = gradient;
    private readonly float* _target = target;
    private readonly int _height = height;
    private readonly int _width = width;
    private readonly int _batch = batch;
    private readonly int _side = side;
    private readonly bool _largest = largest;
    private readonly bool _accumulate = accumulate;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int rows = _height / _side, columns = _width / _side;
        TVector share = TSimd.Broadcast(1f / (_side * _side));
        for (int item = start; item < end; item++)
        {
            nint window = (((nint)(item / rows) * _height) + (item % rows * _side)) * _width * _batch, pooled = (nint)item * columns * _batch;
            for (int column = 0; column < columns; column++, window += (nint)_side * _batch, pooled += _batch)
            {
                for (int image = 0; image < _batch; image += TSimd.Width)
                {
                    int count = Math.Min(TSimd.Width, _batch - image);
                    TVector left = Lanes<TSimd, TVector>.Load(_gradient + pooled + image, count);
                    if (!_largest)
                        left = TSimd.Multiply(left, share);
                    for (int i = 0; i < _side; i++)
                    {
                        nint line = window + ((nint)i * _width * _batch) + image;
                        for (int j = 0; j < _side; j++)
                            TakeShare<TSimd, TVector>(line + ((nint)j * _batch), pooled + image, count, ref left);
                    }
                }
            }
        }
    }

    /// <summary>Computes the fraction of one element, and removes it from what remains for the rest of the window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TakeShare<TSimd, TVector>(nint at, nint pooled, int count, ref TVector left)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector own = left;
        if (_largest)
        {
            // The first element equal to the maximum gets the whole gradient.
            TVector first = TSimd.Equal(Lanes<TSimd, TVector>.Load(_x + at, count), Lanes<TSimd, TVector>.Load(_y + pooled, count));
            own = TSimd.And(first, left);
            left = TSimd.AndNot(left, first);
        }

        if (_accumulate)
            own = TSimd.Add(own, Lanes<TSimd, TVector>.Load(_target + at, count));
        Lanes<TSimd, TVector>.Store(_target + at, own, count);
    }
}
