using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Elements;

/// <summary>target[i] = elements(i), or target[i] + elements(i) when accumulating.</summary>
internal readonly unsafe struct ElementsKernel<TElements>(TElements elements, float* target, bool accumulate) : IRangeKernel
    where TElements : struct, IElements
{
    private readonly TElements _elements = elements;
    private readonly float* _target = target;
    private readonly bool _accumulate = accumulate;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TElements values = _elements;
        float* to = _target;
        nint i = start;
        if (_accumulate)
        {
            for (; i + TSimd.Width <= end; i += TSimd.Width)
                TSimd.Store(to + i, TSimd.Add(TSimd.Load(to + i), values.At<TSimd, TVector>(i, TSimd.Width)));
        }
        else
        {
            for (; i + TSimd.Width <= end; i += TSimd.Width)
                TSimd.Store(to + i, values.At<TSimd, TVector>(i, TSimd.Width));
        }

        int rest = (int)(end - i);
        if (rest == 0)
            return;
        TVector last = values.At<TSimd, TVector>(i, rest);
        TSimd.StoreFirst(to + i, _accumulate ? TSimd.Add(TSimd.LoadFirst(to + i, rest), last) : last, rest);
    }
}
