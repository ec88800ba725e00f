using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Kernels;

/// <summary>target(j, i, k) = x(i, j, k), or added to it: the first two of three dimensions change places. Items are the blocks j.</summary>
internal readonly unsafe struct SwappedBlocks(float* x, int first, int second, int third, float* target, bool accumulate) : IRangeKernel
{
    private readonly float* _x = x;
    private readonly int _first = first;
    private readonly int _second = second;
    private readonly int _third = third;
    private readonly float* _target = target;
    private readonly bool _accumulate = accumulate;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int j = start; j < end; j++)
        {
            for (int i = 0; i < _first; i++)
            {
                float* from = _x + ((((nint)i * _second) + j) * _third), to = _target + ((((nint)j * _first) + i) * _third);
                for (int k = 0; k < _third; k += TSimd.Width)
                {
                    int count = Math.Min(TSimd.Width, _third - k);
                    TVector numbers = Lanes<TSimd, TVector>.Load(from + k, count);
                    if (_accumulate)
                        numbers = TSimd.Add(numbers, Lanes<TSimd, TVector>.Load(to + k, count));
                    Lanes<TSimd, TVector>.Store(to + k, numbers, count);
                }
            }
        }
    }
}
