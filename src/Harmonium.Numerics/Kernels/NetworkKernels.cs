using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Kernels.Activations;
using Harmonium.Numerics.Kernels.Convolutions;
using Harmonium.Numerics.Kernels.Elements;
using Harmonium.Numerics.Kernels.Execution;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Kernels.Products;
using Harmonium.Numerics.Kernels.Reductions;
using Harmonium.Numerics.Kernels.Sequences;

namespace Harmonium.Numerics.Kernels;

/// <summary>
/// Passes the tensors of layered networks to kernels as addresses, and selects the kernel. CPU tensors are on the pinned heap, so their addresses are stable.
/// </summary>
internal static unsafe class NetworkKernels
{
    internal static void Activate(Processor processor, MatrixView x, MatrixView bias, bool biasOfRows, Activation f, MatrixView into)
    {
        switch (f.Kind)
        {
            case ActivationKind.Logistic: Activate<LogisticActivation>(processor, x, bias, biasOfRows, f.Slope, into); break;
            case ActivationKind.Tanh: Activate<TangentActivation>(processor, x, bias, biasOfRows, f.Slope, into); break;
            case ActivationKind.Rectifier: Activate<RectifierActivation>(processor, x, bias, biasOfRows, f.Slope, into); break;
            case ActivationKind.Softplus: Activate<SoftplusActivation>(processor, x, bias, biasOfRows, f.Slope, into); break;
            case ActivationKind.Exponential: Activate<ExponentialActivation>(processor, x, bias, biasOfRows, f.Slope, into); break;
            case ActivationKind.Logarithm: Activate<LogarithmActivation>(processor, x, bias, biasOfRows, f.Slope, into); break;
            case ActivationKind.SquareRoot: Activate<SquareRootActivation>(processor, x, bias, biasOfRows, f.Slope, into); break;
            default: Activate<LinearActivation>(processor, x, bias, biasOfRows, f.Slope, into); break;
        }

        Keep(x, bias, into);
    }

    internal static void ActivateBackward(Processor processor, MatrixView y, MatrixView gradient, Activation f, MatrixView into, bool accumulate)
    {
        switch (f.Kind)
        {
            case ActivationKind.Logistic: ActivateBackward<LogisticActivation>(processor, y, gradient, f.Slope, into, accumulate); break;
            case ActivationKind.Tanh: ActivateBackward<TangentActivation>(processor, y, gradient, f.Slope, into, accumulate); break;
            case ActivationKind.Rectifier: ActivateBackward<RectifierActivation>(processor, y, gradient, f.Slope, into, accumulate); break;
            case ActivationKind.Softplus: ActivateBackward<SoftplusActivation>(processor, y, gradient, f.Slope, into, accumulate); break;
            case ActivationKind.Exponential: ActivateBackward<ExponentialActivation>(processor, y, gradient, f.Slope, into, accumulate); break;
            case ActivationKind.Logarithm: ActivateBackward<LogarithmActivation>(processor, y, gradient, f.Slope, into, accumulate); break;
            case ActivationKind.SquareRoot: ActivateBackward<SquareRootActivation>(processor, y, gradient, f.Slope, into, accumulate); break;
            default: ActivateBackward<LinearActivation>(processor, y, gradient, f.Slope, into, accumulate); break;
        }

        Keep(y, gradient, into);
    }

    internal static void Combine(Processor processor, Combination operation, MatrixView a, MatrixView b, float scale, MatrixView into, bool accumulate)
    {
        switch (operation)
        {
            case Combination.Sum: Elements(processor, new CombinedElements<Addition>(a.Address, b.Address, scale), into, accumulate); break;
            case Combination.Difference: Elements(processor, new CombinedElements<Subtraction>(a.Address, b.Address, scale), into, accumulate); break;
            case Combination.Product: Elements(processor, new CombinedElements<Multiplication>(a.Address, b.Address, scale), into, accumulate); break;
            default: Elements(processor, new CombinedElements<Division>(a.Address, b.Address, scale), into, accumulate); break;
        }

        Keep(a, b, into);
    }

    internal static void Affine(Processor processor, MatrixView x, float factor, float term, MatrixView into, bool accumulate)
    {
        Elements(processor, new AffineElements(x.Address, factor, term), into, accumulate);
        Keep(x, into);
    }

    internal static void Broadcast(Processor processor, MatrixView x, bool overRows, bool overColumns, MatrixView into, bool accumulate)
    {
        int columns = into.Columns;
        nint stride = overRows ? 0 : overColumns ? 1 : columns;
        RangeKernels.Share(processor, new CopiedRows(x.Address, stride, overColumns ? 0 : 1, into.Address, columns, columns, accumulate), into.Rows, columns);
        Keep(x, into);
    }

    internal static void SumRows(Processor processor, MatrixView x, MatrixView into, bool accumulate)
    {
        int blocks = (x.Columns + ColumnSums.Block - 1) / ColumnSums.Block;
        RangeKernels.Share(processor, new ColumnSums(processor.Width, x.Address, x.Rows, x.Columns, into.Address, accumulate), blocks,
            (long)x.Rows * ColumnSums.Block);
        Keep(x, into);
    }

    internal static void SumColumns(Processor processor, MatrixView x, MatrixView into, bool accumulate)
    {
        RangeKernels.Share(processor, new RowSums(processor.Width, x.Address, x.Columns, into.Address, accumulate), x.Rows, x.Columns);
        Keep(x, into);
    }

    internal static void CopyColumns(Processor processor, MatrixView x, int from, MatrixView into, int to, int count, bool accumulate)
    {
        RangeKernels.Share(processor, new CopiedRows(x.Address + from, x.Columns, 1, into.Address + to, into.Columns, count, accumulate), x.Rows, count);
        Keep(x, into);
    }

    internal static void Softmax(Processor processor, MatrixView x, MatrixView into, MatrixView logNormalizers)
    {
        RangeKernels.Share(processor, new SoftmaxRows(x.Address, into.Address, x.Columns, logNormalizers.Address), x.Rows, 4L * x.Columns);
        Keep(x, into, logNormalizers);
    }

    internal static void SoftmaxBackward(Processor processor, MatrixView y, MatrixView gradient, double[] dots, MatrixView into, bool accumulate)
    {
        fixed (double* first = dots)
            RangeKernels.Share(processor, new SoftmaxGradientRows(y.Address, gradient.Address, first, into.Address, y.Columns, accumulate), y.Rows, y.Columns);
        Keep(y, gradient, into);
    }

    internal static void Normalize(Processor processor, MatrixView x, MatrixView means, MatrixView scales, bool ofColumns, MatrixView into)
    {
        RangeKernels.Share(processor, new NormalizedRows(x.Address, means.Address, scales.Address, ofColumns, into.Address, x.Columns), x.Rows, x.Columns);
        Keep(x, means, scales, into);
    }

    internal static void NormalizeBackward(Processor processor, MatrixView y, MatrixView gradient, MatrixView scales, MatrixView a, MatrixView b,
        bool ofColumns, MatrixView into, bool accumulate)
    {
        RangeKernels.Share(
            processor,
            new NormalizationGradientRows(y.Address, gradient.Address, scales.Address, a.Address, b.Address, ofColumns, into.Address, y.Columns, accumulate),
            y.Rows,
            y.Columns);
        Keep(y, gradient, scales, a, b, into);
    }

    internal static void Gather(Processor processor, MatrixView table, int[] indices, MatrixView bias, MatrixView into)
    {
        RangeKernels.Share(processor, new GatheredRows(table.Address, indices, bias.Address, into.Address, table.Columns), into.Rows, table.Columns);
        Keep(table, bias, into);
    }

    internal static void Scatter(Processor processor, MatrixView gradient, int[] indices, MatrixView table)
    {
        int blocks = (table.Columns + ScatteredColumns.Block - 1) / ScatteredColumns.Block;
        RangeKernels.Share(processor, new ScatteredColumns(gradient.Address, indices, gradient.Rows, table.Address, table.Columns), blocks,
            (long)gradient.Rows * ScatteredColumns.Block);
        Keep(gradient, table);
    }

    internal static void Pool(Processor processor, PlanesView planes, int side, bool largest, MatrixView into)
    {
        (int channels, int height, int width, int batch) = (planes.Channels, planes.Height, planes.Width, planes.Batch);
        RangeKernels.Share(processor, new PooledPlanes(planes.Address, into.Address, height, width, batch, side, largest), channels * (height / side),
            (long)side * width * batch);
        Keep(planes.Numbers, into);
    }

    internal static void PoolBackward(Processor processor, PlanesView planes, MatrixView pooled, MatrixView gradient, int side, bool largest, MatrixView into,
        bool accumulate)
    {
        (int channels, int height, int width, int batch) = (planes.Channels, planes.Height, planes.Width, planes.Batch);
        // Elements outside all windows get no gradient.
        if (!accumulate && (height % side != 0 || width % side != 0))
            into.Clear();
        RangeKernels.Share(
            processor,
            new PoolingGradientPlanes(planes.Address, pooled.Address, gradient.Address, into.Address, height, width, batch, side, largest, accumulate),
            channels * (height / side),
            (long)side * width * batch);
        Keep(planes.Numbers, pooled, gradient, into);
    }

    internal static void Convolve(Processor processor, in ConvolutionShape shape, PlanesView planes, MatrixView filters, MatrixView into)
    {
        ConvolutionTask task = new() { Shape = shape, Batch = planes.Batch, Planes = planes.Address, Results = into.Address };
        Convolve(processor, task, filters, back: false, accumulate: false);
        Keep(planes.Numbers, into);
    }

    internal static void ConvolveBackward(Processor processor, in ConvolutionShape shape, MatrixView filters, PlanesView gradient, MatrixView into,
        bool accumulate)
    {
        // The backward pass is also a convolution: of the gradient with rotated filters, padded so that the result has the size of the planes.
        ConvolutionShape back = new(shape.Filters, shape.OutputHeight, shape.OutputWidth, shape.Channels, shape.Side, shape.Side - 1 - shape.Padding);
        ConvolutionTask task = new() { Shape = back, Batch = gradient.Batch, Planes = gradient.Address, Results = into.Address };
        Convolve(processor, task, filters, back: true, accumulate);
        Keep(gradient.Numbers, into);
    }

    /// <summary>The number of partial sums of the filter gradient.</summary>
    internal static int FilterGradientBlocks(in ConvolutionShape shape, in PlanesView planes) =>
        FilterGradientKernel.BlocksOf(new ConvolutionTask { Shape = shape, Batch = planes.Batch });

    internal static void ConvolveFilterGradients(Processor processor, in ConvolutionShape shape, PlanesView planes, MatrixView gradient, MatrixView sums)
    {
        ConvolutionTask task = new() { Shape = shape, Batch = planes.Batch, Planes = planes.Address, Results = gradient.Address };
        RangeKernels.Share(processor, new FilterGradientKernel(task, sums.Address), FilterGradientKernel.BlocksOf(task),
            (long)task.Batch * shape.OutputWidth * shape.PatchLength);
        Keep(planes.Numbers, gradient, sums);
    }

    internal static void RunLstm(Processor processor, int batch, MatrixView incoming, int[]? indices, MatrixView weights, MatrixView gates, MatrixView cells,
        MatrixView outputs)
    {
        int units = weights.Rows;
        LstmTask task = SequenceOf(batch, weights, gates, cells);
        DenseOperand recurrent = new(weights.Address, 4 * units, transposed: false);
        task.PackedWeights = PackedColumns.Of(processor, recurrent, units, 4 * units, Workspace.OfThread.Tile);
        task.Incoming = incoming.Address;
        task.Indices = indices;
        task.Outputs = outputs.Address;
        RangeKernels.Share(processor, new LstmKernel(task, backward: false), batch, (long)task.Steps * units * units);
        Keep(incoming, weights, gates, cells, outputs);
    }

    internal static void RunLstmBackward(Processor processor, int batch, MatrixView outputGradient, MatrixView weights, MatrixView gates, MatrixView cells)
    {
        int units = weights.Rows;
        LstmTask task = SequenceOf(batch, weights, gates, cells);
        DenseOperand recurrent = new(weights.Address, 4 * units, transposed: true);
        task.PackedWeights = PackedColumns.Of(processor, recurrent, 4 * units, units, Workspace.OfThread.Tile);
        task.Incoming = outputGradient.Address;
        RangeKernels.Share(processor, new LstmKernel(task, backward: true), batch, (long)task.Steps * units * units);
        Keep(outputGradient, weights, gates, cells);
    }

    internal static void LimitColumnNorms(Processor processor, MatrixView into, float limit)
    {
        int blocks = (into.Columns + LimitedColumns.Block - 1) / LimitedColumns.Block;
        RangeKernels.Share(processor, new LimitedColumns(processor.Width, into.Address, into.Rows, into.Columns, into.RowStride, limit), blocks,
            2L * into.Rows * LimitedColumns.Block);
        Keep(into);
    }

    private static LstmTask SequenceOf(int batch, MatrixView weights, MatrixView gates, MatrixView cells) =>
        new() { Batch = batch, Steps = batch == 0 ? 0 : gates.Rows / batch, Units = weights.Rows, Gates = gates.Address, Cells = cells.Address };

    private static void Convolve(Processor processor, ConvolutionTask task, MatrixView filters, bool back, bool accumulate)
    {
        ConvolutionShape shape = task.Shape;
        float* packed = Workspace.OfThread.Tile.Reserve(ConvolutionKernel.PackedLength(shape));
        RangeKernels.Share(processor, new PackedFilters(shape, filters.Address, back, packed), 1);
        RangeKernels.Share(processor, new ConvolutionKernel(task, packed, accumulate), shape.OutputHeight,
            (long)task.Batch * shape.OutputWidth * shape.PatchLength);
        Keep(filters);
    }

    /// <summary>Keeps the memory of tensors alive until a kernel has finished.</summary>
    private static void Keep(params ReadOnlySpan<MatrixView> matrices)
    {
        foreach (MatrixView matrix in matrices)
            matrix.KeepAlive();
    }

    private static void Elements<TElements>(Processor processor, TElements elements, MatrixView into, bool accumulate)
        where TElements : struct, IElements =>
        RangeKernels.Share(processor, new ElementsKernel<TElements>(elements, into.Address, accumulate), into.Count, granularity: MatrixView.LineLength);

    private static void Activate<TActivation>(Processor processor, MatrixView x, MatrixView bias, bool biasOfRows, float slope, MatrixView into)
        where TActivation : struct, IActivation
    {
        ActivationRows<TActivation> kernel = new(x.Address, bias.Address, biasOfRows, slope, into.Address, x.Columns, x.Columns);
        RangeKernels.Share(processor, kernel, x.Rows, 4L * x.Columns);
    }

    private static void ActivateBackward<TActivation>(Processor processor, MatrixView y, MatrixView gradient, float slope, MatrixView into, bool accumulate)
        where TActivation : struct, IActivation =>
        Elements(processor, new ActivationGradientElements<TActivation>(y.Address, gradient.Address, slope), into, accumulate);
}
