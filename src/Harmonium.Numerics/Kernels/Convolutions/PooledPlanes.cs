using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Convolutions;

/// <summary>Mean or max pooling over windows of side × side. The batch is the innermost dimension; items are rows of windows.</summary>
internal readonly unsafe struct PooledPlanes(float* x, float* target, int height, int width, int batch, int side, bool largest) : IRangeKernel
{
    private readonly float* _x = x;
    private readonly float* _target = target;
    private readonly int _height = height;
    private readonly int _width = width;
    private readonly int _batch = batch;
    private readonly int _side = side;
    private readonly bool _largest = largest;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int rows = _height / _side, columns = _width / _side;
        TVector share = TSimd.Broadcast(1f / (_side * _side));
        for (int item = start; item < end; item++)
        {
            float* window = _x + ((((nint)(item / rows) * _height) + (item % rows * _side)) * _width * _batch), to = _target + ((nint)item * columns * _batch);
            for (int column = 0; column < columns; column++, window += (nint)_side * _batch, to += _batch)
            {
                for (int image = 0; image < _batch; image += TSimd.Width)
                {
                    int count = Math.Min(TSimd.Width, _batch - image);
                    TVector pooled = Lanes<TSimd, TVector>.Load(window + image, count);
                    for (int i = 0; i < _side; i++)
                    {
                        float* line = window + ((nint)i * _width * _batch) + image;
                        for (int j = i == 0 ? 1 : 0; j < _side; j++)
                        {
                            TVector next = Lanes<TSimd, TVector>.Load(line + ((nint)j * _batch), count);
                            pooled = _largest ? TSimd.Max(pooled, next) : TSimd.Add(pooled, next);
                        }
                    }

                    Lanes<TSimd, TVector>.Store(to + image, _largest ? pooled : TSimd.Multiply(pooled, share), count);
                }
            }
        }
    }
}
