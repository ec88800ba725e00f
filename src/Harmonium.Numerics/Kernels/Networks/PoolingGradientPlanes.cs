namespace Harmonium.Numerics.Kernels;

/// <summary>
/// What pooling hands back to its planes: an equal share to every number of a window where means were taken, all of it to the first of the largest
/// where those were.
/// </summary>
internal readonly unsafe struct PoolingGradientPlanes(float* x, float* y, float* gradient, float* target, int height, int width, int side, bool largest, bool accumulate) : IRangeKernel
{
    private readonly float* _x = x;
    private readonly float* _y = y;
    private readonly float* _gradient = gradient;
    private readonly float* _target = target;
    private readonly int _height = height;
    private readonly int _width = width;
    private readonly int _side = side;
    private readonly bool _largest = largest;
    private readonly bool _accumulate = accumulate;

    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int rows = _height / _side, columns = _width / _side, edge = _side;
        float share = 1f / (edge * edge);
        for (int plane = start; plane < end; plane++)
        {
            nint first = (nint)plane * _height * _width, pooled = (nint)plane * rows * columns;
            if (edge == 2 && !_largest && !_accumulate && _height % 2 == 0 && _width % 2 == 0)
            {
                SpreadPairs(_target + first, _gradient + pooled, rows, columns);
                continue;
            }

            if (!_accumulate)
                new Span<float>(_target + first, _height * _width).Clear();
            for (int line = 0; line < rows; line++)
            {
                nint window = first + (line * edge * _width);
                for (int column = 0; column < columns; column++, window += edge, pooled++)
                {
                    if (_largest)
                        _target[FirstOf(window, _y[pooled])] += _gradient[pooled];
                    else
                        Spread(_target + window, _gradient[pooled] * share);
                }
            }
        }
    }

    /// <summary>Windows of 2 × 2 that fill a plane: every number is written once, and nothing need be cleared.</summary>
    private static void SpreadPairs(float* plane, float* gradient, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            float* upper = plane + (row * 4 * columns), lower = upper + (2 * columns);
            for (int column = 0; column < columns; column++)
            {
                float share = *gradient++ * 0.25f;
                upper[2 * column] = share;
                upper[(2 * column) + 1] = share;
                lower[2 * column] = share;
                lower[(2 * column) + 1] = share;
            }
        }
    }

    private void Spread(float* window, float share)
    {
        for (int i = 0; i < _side; i++)
        {
            for (int j = 0; j < _side; j++)
                window[(i * _width) + j] += share;
        }
    }

    private nint FirstOf(nint window, float largest)
    {
        for (int i = 0; i < _side; i++)
        {
            for (int j = 0; j < _side; j++)
            {
                nint place = window + (i * _width) + j;
                if (_x[place] == largest)
                    return place;
            }
        }

        return window;
    }
}
