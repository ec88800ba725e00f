using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Products;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>An optimizer step over a range of elements, with a computed gradient.</summary>
internal readonly unsafe struct RangeStep<TStep>(TStep step, float* gradient) : IRangeKernel
    where TStep : struct, IStepKernel
{
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector largest = TSimd.Zero;
        step.Rows<TSimd, TVector>(start, 0, 1, end - start, gradient + start, 0, ref largest);
        step.Largest.Merge<TSimd, TVector>(largest);
    }
}
