using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Products;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>
/// Optimizer steps with a gradient that is a product. The product is evaluated block by block, and each block updates the weights while it is in the cache.
/// </summary>
internal static unsafe class ProductSteps
{
    /// <summary>Row boundaries are multiples of the tile height.</summary>
    internal const int RowGrain = 8;

    /// <summary>Runs a step on a contiguous matrix.</summary>
    /// <param name="processor">The thread pool and the vector width.</param>
    /// <param name="values">The matrix.</param>
    /// <param name="gradient">The factors of the product.</param>
    /// <param name="step">The step.</param>
    internal static void Run<TStep>(Processor processor, MatrixView values, in GradientView gradient, TStep step)
        where TStep : struct, IStepKernel
    {
        MatrixView left = gradient.Left, right = gradient.Right;
        if (left.Address == null)
        {
            GatheredProductRows product = new(gradient.Units, right);
            Share(processor, values, right.Rows, new StepRowBlocks<GatheredProductRows, TStep>(product, values.Columns, step));
            gradient.Units.KeepAlive();
        }
        else
        {
            DenseProductTask product = new()
            {
                Rows = values.Rows,
                Columns = values.Columns,
                Depth = left.Rows,
                Alpha = 1,
                A = new DenseOperand(left.Address, left.RowStride, transposed: true),
                B = new DenseOperand(right.Address, right.RowStride, transposed: false),
            };
            if (product.IsOneBlock)
                Share(processor, values, left.Rows, new StepColumnBlocks<TStep>(product, step));
            else
                Share(processor, values, left.Rows, new StepRowBlocks<DenseProductRows, TStep>(new DenseProductRows(product), values.Columns, step));
            left.KeepAlive();
        }

        right.KeepAlive();
    }

    private static void Share<TKernel>(Processor processor, MatrixView values, int batch, TKernel kernel)
        where TKernel : struct, IRangeKernel =>
        RangeKernels.Share(processor, kernel, values.Rows, (long)values.Columns * batch, RowGrain);
}
