using System.Runtime.CompilerServices;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Products;
using Harmonium.Numerics.Kernels.Vectors;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>
/// An optimizer step with a gradient that is a product: computes a block of gradient rows, and updates those rows of the matrix while the block is in the
/// cache.
/// </summary>
internal readonly unsafe struct StepRowBlocks<TProduct, TStep>(TProduct product, int columns, TStep step) : IRangeKernel
    where TProduct : struct, IProductRows
    where TStep : struct, IStepKernel
{
    // The number of sums computed at once: 384 KB, less than half of an L2 cache of 1 MB.
    private const int SumNumbers = 98_304;
    private const int MaximumRows = 192;
    private const int MinimumRows = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TSimd, TVector>(int start, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int height = Math.Clamp(SumNumbers / columns / ProductSteps.RowGrain * ProductSteps.RowGrain, MinimumRows, MaximumRows);
        float* sums = Workspace.OfThread.Gradient.Reserve(height * columns);
        TVector largest = TSimd.Zero;
        for (int row = start; row < end; row += height)
        {
            int rowEnd = Math.Min(row + height, end);
            nint first = (nint)row * columns;
            product.Compute<TSimd, TVector>(row, rowEnd, sums - first);
            // The matrix is contiguous, so its rows are one range.
            step.Rows<TSimd, TVector>(first, 0, 1, (rowEnd - row) * columns, sums, 0, ref largest);
        }

        step.Largest.Merge<TSimd, TVector>(largest);
    }
}
