using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Products;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>An optimizer step with a gradient that is a dense product, one column block of the gradient at a time.</summary>
internal readonly unsafe struct StepColumnBlocks<TStep>(DenseProductTask product, TStep step) : IRangeKernel
    where TStep : struct, IStepKernel
{
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        ProductBlock<TSimd, TVector>.Step(product, step, start, end, Workspace.OfThread.Product.Reserve(ProductBlock<TSimd, TVector>.StepScratch));
}
