using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Products;

namespace Harmonium.Numerics.Kernels.Convolutions;

/// <summary>The terms of a filter: from one number of it, and the place that it looks at, to the next, by a list of steps of both.</summary>
internal unsafe struct FilterSteps(FilterSteps.Step* steps) : IProductSteps
{
    private Step* _next = steps;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next(ref float* a, ref float* b)
    {
        a += _next->Filter;
        b += _next->Plane;
        _next++;
    }

    internal struct Step
    {
        internal int Filter;
        internal int Plane;
    }
}
