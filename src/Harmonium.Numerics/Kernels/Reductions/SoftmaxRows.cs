using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Reductions;

/// <summary>target(i, j) = exp(x(i, j)) / Σⱼ exp(x(i, j)) without overflow; optionally also the log-normalizers log Σⱼ exp(x(i, j)).</summary>
internal readonly unsafe struct SoftmaxRows(float* x, float* target, int columns, float* logNormalizers) : IRangeKernel
{
    private readonly float* _x = x;
    private readonly float* _target = target;
    private readonly int _columns = columns;
    private readonly float* _logNormalizers = logNormalizers;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int width = _columns;
        float* lanes = stackalloc float[TSimd.Width];
        for (int row = start; row < end; row++)
        {
            float* from = _x + ((nint)row * width), to = _target + ((nint)row * width);
            float largest = float.NegativeInfinity;
            TVector most = TSimd.Broadcast(float.NegativeInfinity);
            int j = 0;
            for (; j + TSimd.Width <= width; j += TSimd.Width)
                most = TSimd.Max(most, TSimd.Load(from + j));
            if (j < width && width > TSimd.Width)
                most = TSimd.Max(most, TSimd.Load(from + width - TSimd.Width));
            else if (j < width)
                most = TSimd.Max(most, TSimd.Select(TSimd.FirstLanes(width), TSimd.LoadFirst(from, width), most));
            TSimd.Store(lanes, most);
            for (int k = 0; k < TSimd.Width; k += 4)
                largest = MathF.Max(largest, MathF.Max(MathF.Max(lanes[k], lanes[k + 1]), MathF.Max(lanes[k + 2], lanes[k + 3])));

            TVector shift = TSimd.Broadcast(largest);
            for (j = 0; j < width; j += TSimd.Width)
            {
                int count = Math.Min(TSimd.Width, width - j);
                Lanes<TSimd, TVector>.Store(to + j,
                    VectorFunctions<TSimd, TVector>.ExpOfNegative(TSimd.Subtract(Lanes<TSimd, TVector>.Load(from + j, count), shift)), count);
            }

            // Summed one element at a time, so that the sum has the same bits at every vector width.
            double sum = 0;
            for (j = 0; j < width; j++)
                sum += to[j];
            if (_logNormalizers != null)
                _logNormalizers[row] = largest + (float)Math.Log(sum);
            TVector scale = TSimd.Broadcast((float)(1 / sum));
            for (j = 0; j < width; j += TSimd.Width)
            {
                int count = Math.Min(TSimd.Width, width - j);
                Lanes<TSimd, TVector>.Store(to + j, TSimd.Multiply(Lanes<TSimd, TVector>.Load(to + j, count), scale), count);
            }
        }
    }
}
