namespace Harmonium.Numerics.Kernels;

/// <summary>Planes whose windows of side × side numbers become one number each: their mean, or their largest.</summary>
internal readonly unsafe struct PooledPlanes(float* x, float* target, int height, int width, int side, bool largest) : IRangeKernel
{
    private readonly float* _x = x;
    private readonly float* _target = target;
    private readonly int _height = height;
    private readonly int _width = width;
    private readonly int _side = side;
    private readonly bool _largest = largest;

    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int rows = _height / _side, columns = _width / _side, edge = _side;
        float share = 1f / (edge * edge);
        for (int plane = start; plane < end; plane++)
        {
            float* to = _target + ((nint)plane * rows * columns);
            for (int line = 0; line < rows; line++)
            {
                float* window = _x + ((nint)plane * _height * _width) + (line * edge * _width);
                if (edge == 2 && !_largest)
                {
                    float* below = window + _width;
                    for (int column = 0; column < columns; column++, window += 2, below += 2)
                        *to++ = (window[0] + window[1] + below[0] + below[1]) * 0.25f;
                    continue;
                }

                for (int column = 0; column < columns; column++, window += edge)
                    *to++ = _largest ? Largest(window) : Sum(window) * share;
            }
        }
    }

    private float Sum(float* window)
    {
        float sum = 0;
        for (int i = 0; i < _side; i++)
        {
            for (int j = 0; j < _side; j++)
                sum += window[(i * _width) + j];
        }

        return sum;
    }

    private float Largest(float* window)
    {
        float most = *window;
        for (int i = 0; i < _side; i++)
        {
            for (int j = 0; j < _side; j++)
                most = MathF.Max(most, window[(i * _width) + j]);
        }

        return most;
    }
}
