using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Products;

namespace Harmonium.Numerics.Kernels.Steps;

/// <summary>Steps of optimizers by a gradient that is a product: some of it is multiplied out, and the weights are changed by that while it is near.</summary>
internal static unsafe class ProductSteps
{
    /// <summary>Rows are cut where the tiles of a product end.</summary>
    internal const int RowGrain = 8;

    /// <summary>Makes a step on a matrix without gaps between its rows.</summary>
    /// <param name="processor">Whose threads and vectors.</param>
    /// <param name="values">The matrix.</param>
    /// <param name="gradient">The sides of the product.</param>
    /// <param name="step">The step.</param>
    internal static void Run<TStep>(Processor processor, MatrixView values, in GradientView gradient, TStep step)
        where TStep : struct, IStepKernel
    {
        MatrixView left = gradient.Left, right = gradient.Right;
        if (left.Address == null)
        {
            GatheredProductRows product = new(gradient.Units, right);
            Share(processor, values, right.Rows, new StepBands<GatheredProductRows, TStep>(product, values.Columns, step));
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
                Share(processor, values, left.Rows, new StepPanels<TStep>(product, step));
            else
                Share(processor, values, left.Rows, new StepBands<DenseProductRows, TStep>(new DenseProductRows(product), values.Columns, step));
            left.KeepAlive();
        }

        right.KeepAlive();
    }

    private static void Share<TKernel>(Processor processor, MatrixView values, int batch, TKernel kernel)
        where TKernel : struct, IRangeKernel =>
        RangeKernels.Share(processor, kernel, values.Rows, (long)values.Columns * batch, RowGrain);
}
