namespace Harmonium.Numerics.Kernels.Networks;

/// <summary>Steps of optimisers by a gradient that is a product: some of it is multiplied out, and the weights are changed by that while it is near.</summary>
internal static unsafe class ProductSteps
{
    /// <summary>Rows are cut where the tiles of a product end.</summary>
    internal const int RowGrain = 8;

    /// <summary>Makes a step on a matrix without gaps between its rows.</summary>
    /// <param name="device">Whose threads and vectors.</param>
    /// <param name="values">The matrix.</param>
    /// <param name="left">What came in, [batch, rows].</param>
    /// <param name="right">The gradient of what came out, [batch, columns].</param>
    /// <param name="step">The step.</param>
    internal static void Run<TStep>(CpuDevice device, Tensor values, States left, Tensor right, TStep step)
        where TStep : struct, IStepKernel
    {
        if (left.PrefersGather)
        {
            States units = left.Transposed();
            Share(device, values, left.Rows, new StepBands<GatheredProductRows, TStep>(new GatheredProductRows(units, right), values.Columns, step));
            GC.KeepAlive(units);
        }
        else
        {
            Tensor numbers = left.AsTensor();
            DenseProductTask product = new()
            {
                Rows = values.Rows,
                Columns = values.Columns,
                Depth = left.Rows,
                Alpha = 1,
                A = new DenseOperand(TensorKernels.Address(numbers), numbers.RowStride, transposed: true),
                B = new DenseOperand(TensorKernels.Address(right), right.RowStride, transposed: false),
            };
            if (product.IsOneBlock)
                Share(device, values, left.Rows, new StepPanels<TStep>(product, step));
            else
                Share(device, values, left.Rows, new StepBands<DenseProductRows, TStep>(new DenseProductRows(product), values.Columns, step));
            GC.KeepAlive(numbers);
        }

        GC.KeepAlive(right);
    }

    private static void Share<TKernel>(CpuDevice device, Tensor values, int batch, TKernel kernel)
        where TKernel : struct, IRangeKernel =>
        RangeKernels.Share(device, kernel, values.Rows, (long)values.Columns * batch, RowGrain);
}
