using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Products;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>A step of an optimizer on rows of a matrix by a gradient that is a product of dense numbers, a panel of it at a time.</summary>
internal readonly unsafe struct StepPanels<TStep>(DenseProductTask product, TStep step) : IRangeKernel
    where TStep : struct, IStepKernel
{
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        ProductBlock<TSimd, TVector>.Step(product, step, start, end, Workspace.OfThread.Product.Reserve(ProductBlock<TSimd, TVector>.StepScratch));
}
