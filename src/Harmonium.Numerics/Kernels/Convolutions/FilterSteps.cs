using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Products;

namespace Harmonium.Numerics.Kernels.Convolutions;

/// <summary>The terms of a filter as a list of steps: from one weight and its input to the next.</summary>
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
