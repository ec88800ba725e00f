using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Kernels.Activations;
using Harmonium.Numerics.Kernels.Operations;

namespace Harmonium.Numerics.Kernels.Networks;

/// <summary>Hands the tensors of layered networks to kernels as addresses, and chooses the kernel. Tensors of a processor lie on the pinned heap, so their addresses hold.</summary>
internal static unsafe class NetworkKernels
{
    internal static void Activate(CpuDevice device, Tensor x, Tensor? bias, bool biasOfRows, Activation f, Tensor into)
    {
        switch (f.Kind)
        {
            case ActivationKind.Logistic: Activate<LogisticActivation>(device, x, bias, biasOfRows, f.Slope, into); break;
            case ActivationKind.Tanh: Activate<TangentActivation>(device, x, bias, biasOfRows, f.Slope, into); break;
            case ActivationKind.Rectifier: Activate<RectifierActivation>(device, x, bias, biasOfRows, f.Slope, into); break;
            case ActivationKind.Softplus: Activate<SoftplusActivation>(device, x, bias, biasOfRows, f.Slope, into); break;
            case ActivationKind.Exponential: Activate<ExponentialActivation>(device, x, bias, biasOfRows, f.Slope, into); break;
            case ActivationKind.Logarithm: Activate<LogarithmActivation>(device, x, bias, biasOfRows, f.Slope, into); break;
            case ActivationKind.SquareRoot: Activate<SquareRootActivation>(device, x, bias, biasOfRows, f.Slope, into); break;
            default: Activate<LinearActivation>(device, x, bias, biasOfRows, f.Slope, into); break;
        }

        Keep(x, bias, into);
    }

    internal static void ActivateBackward(CpuDevice device, Tensor y, Tensor gradient, Activation f, Tensor into, bool accumulate)
    {
        switch (f.Kind)
        {
            case ActivationKind.Logistic: ActivateBackward<LogisticActivation>(device, y, gradient, f.Slope, into, accumulate); break;
            case ActivationKind.Tanh: ActivateBackward<TangentActivation>(device, y, gradient, f.Slope, into, accumulate); break;
            case ActivationKind.Rectifier: ActivateBackward<RectifierActivation>(device, y, gradient, f.Slope, into, accumulate); break;
            case ActivationKind.Softplus: ActivateBackward<SoftplusActivation>(device, y, gradient, f.Slope, into, accumulate); break;
            case ActivationKind.Exponential: ActivateBackward<ExponentialActivation>(device, y, gradient, f.Slope, into, accumulate); break;
            case ActivationKind.Logarithm: ActivateBackward<LogarithmActivation>(device, y, gradient, f.Slope, into, accumulate); break;
            case ActivationKind.SquareRoot: ActivateBackward<SquareRootActivation>(device, y, gradient, f.Slope, into, accumulate); break;
            default: ActivateBackward<LinearActivation>(device, y, gradient, f.Slope, into, accumulate); break;
        }

        Keep(y, gradient, into);
    }

    internal static void Combine(CpuDevice device, Combination operation, Tensor a, Tensor b, float scale, Tensor into, bool accumulate)
    {
        switch (operation)
        {
            case Combination.Sum: Elements(device, new CombinedElements<Addition>(Address(a), Address(b), scale), into, accumulate); break;
            case Combination.Difference: Elements(device, new CombinedElements<Subtraction>(Address(a), Address(b), scale), into, accumulate); break;
            case Combination.Product: Elements(device, new CombinedElements<Multiplication>(Address(a), Address(b), scale), into, accumulate); break;
            default: Elements(device, new CombinedElements<Division>(Address(a), Address(b), scale), into, accumulate); break;
        }

        Keep(a, b, into);
    }

    internal static void Affine(CpuDevice device, Tensor x, float factor, float term, Tensor into, bool accumulate)
    {
        Elements(device, new AffineElements(Address(x), factor, term), into, accumulate);
        Keep(x, into);
    }

    internal static void Spread(CpuDevice device, Tensor x, bool overRows, bool overColumns, Tensor into, bool accumulate)
    {
        int columns = into.Columns;
        nint stride = overRows ? 0 : overColumns ? 1 : columns;
        RangeKernels.Share(device, new CopiedRows(Address(x), stride, overColumns ? 0 : 1, Address(into), columns, columns, accumulate), into.Rows, columns);
        Keep(x, into);
    }

    internal static void SumRows(CpuDevice device, Tensor x, Tensor into, bool accumulate)
    {
        int blocks = (x.Columns + ColumnSums.Block - 1) / ColumnSums.Block;
        RangeKernels.Share(device, new ColumnSums(device, Address(x), x.Rows, x.Columns, Address(into), accumulate), blocks, (long)x.Rows * ColumnSums.Block);
        Keep(x, into);
    }

    internal static void SumColumns(CpuDevice device, Tensor x, Tensor into, bool accumulate)
    {
        RangeKernels.Share(device, new RowSums(device, Address(x), x.Columns, Address(into), accumulate), x.Rows, x.Columns);
        Keep(x, into);
    }

    internal static void CopyColumns(CpuDevice device, Tensor x, int from, Tensor into, int to, int count, bool accumulate)
    {
        RangeKernels.Share(device, new CopiedRows(Address(x) + from, x.Columns, 1, Address(into) + to, into.Columns, count, accumulate), x.Rows, count);
        Keep(x, into);
    }

    internal static void Softmax(CpuDevice device, Tensor x, Tensor into, Tensor? logNormalisers)
    {
        RangeKernels.Share(device, new SoftmaxRows(Address(x), Address(into), x.Columns, logNormalisers is null ? null : Address(logNormalisers)), x.Rows, 4L * x.Columns);
        Keep(x, into, logNormalisers);
    }

    internal static void SoftmaxBackward(CpuDevice device, Tensor y, Tensor gradient, double[] dots, Tensor into, bool accumulate)
    {
        fixed (double* first = dots)
            RangeKernels.Share(device, new SoftmaxGradientRows(Address(y), Address(gradient), first, Address(into), y.Columns, accumulate), y.Rows, y.Columns);
        Keep(y, gradient, into);
    }

    internal static void Normalise(CpuDevice device, Tensor x, Tensor means, Tensor scales, bool ofColumns, Tensor into)
    {
        RangeKernels.Share(device, new NormalisedRows(Address(x), Address(means), Address(scales), ofColumns, Address(into), x.Columns), x.Rows, x.Columns);
        Keep(x, means, scales, into);
    }

    internal static void NormaliseBackward(CpuDevice device, Tensor y, Tensor gradient, Tensor scales, Tensor a, Tensor b, bool ofColumns, Tensor into, bool accumulate)
    {
        RangeKernels.Share(
            device,
            new NormalisationGradientRows(Address(y), Address(gradient), Address(scales), Address(a), Address(b), ofColumns, Address(into), y.Columns, accumulate),
            y.Rows,
            y.Columns);
        Keep(y, gradient, scales, a, b, into);
    }

    internal static void Gather(CpuDevice device, Tensor table, int[] indices, Tensor? bias, Tensor into)
    {
        RangeKernels.Share(device, new GatheredRows(Address(table), indices, bias is null ? null : Address(bias), Address(into), table.Columns), into.Rows, table.Columns);
        Keep(table, bias, into);
    }

    internal static void Scatter(CpuDevice device, Tensor gradient, int[] indices, Tensor table)
    {
        int blocks = (table.Columns + ScatteredColumns.Block - 1) / ScatteredColumns.Block;
        RangeKernels.Share(device, new ScatteredColumns(Address(gradient), indices, gradient.Rows, Address(table), table.Columns), blocks, (long)gradient.Rows * ScatteredColumns.Block);
        Keep(gradient, table);
    }

    internal static void Pool(CpuDevice device, Tensor planes, int side, bool largest, Tensor into)
    {
        (int channels, int height, int width, int batch) = SizesOf(planes);
        RangeKernels.Share(device, new PooledPlanes(Address(planes), Address(into), height, width, batch, side, largest), channels * (height / side), (long)side * width * batch);
        Keep(planes, into);
    }

    internal static void PoolBackward(CpuDevice device, Tensor planes, Tensor pooled, Tensor gradient, int side, bool largest, Tensor into, bool accumulate)
    {
        (int channels, int height, int width, int batch) = SizesOf(planes);
        // What is in no window gets nothing.
        if (!accumulate && (height % side != 0 || width % side != 0))
            into.Clear();
        RangeKernels.Share(
            device,
            new PoolingGradientPlanes(Address(planes), Address(pooled), Address(gradient), Address(into), height, width, batch, side, largest, accumulate),
            channels * (height / side),
            (long)side * width * batch);
        Keep(planes, pooled, gradient, into);
    }

    internal static void Convolve(CpuDevice device, in ConvolutionShape shape, Tensor planes, Tensor filters, Tensor into)
    {
        ConvolutionTask task = new() { Shape = shape, Batch = planes.Shape[3], Planes = Address(planes), Results = Address(into) };
        Convolve(device, task, filters, back: false, accumulate: false);
        Keep(planes, into);
    }

    internal static void ConvolveBackward(CpuDevice device, in ConvolutionShape shape, Tensor filters, Tensor gradient, Tensor into, bool accumulate)
    {
        // Back is a convolution too: of the gradient's planes with filters that are turned round, with the border that leads back to the planes' size.
        ConvolutionShape back = new(shape.Filters, shape.OutputHeight, shape.OutputWidth, shape.Channels, shape.Side, shape.Side - 1 - shape.Padding);
        ConvolutionTask task = new() { Shape = back, Batch = gradient.Shape[3], Planes = Address(gradient), Results = Address(into) };
        Convolve(device, task, filters, back: true, accumulate);
        Keep(gradient, into);
    }

    internal static Tensor ConvolveFilterGradients(CpuDevice device, in ConvolutionShape shape, Tensor planes, Tensor gradient, Func<int, Tensor> roomForBands)
    {
        ConvolutionTask task = new() { Shape = shape, Batch = planes.Shape[3], Planes = Address(planes), Results = Address(gradient) };
        int bands = FilterGradientKernel.BandsOf(task);
        Tensor sums = roomForBands(bands);
        RangeKernels.Share(device, new FilterGradientKernel(task, Address(sums)), bands, (long)task.Batch * shape.OutputWidth * shape.PatchLength);
        Keep(planes, gradient);
        return sums;
    }

    internal static void Remember(CpuDevice device, int batch, Tensor incoming, int[]? indices, Tensor weights, Tensor gates, Tensor cells, Tensor outputs)
    {
        int units = weights.Rows;
        LongMemoryTask task = SequenceOf(batch, weights, gates, cells);
        task.Panels = PackedPanels.Of(device, new DenseOperand(Address(weights), 4 * units, transposed: false), units, 4 * units, Workspace.OfThread.Panel);
        task.Incoming = Address(incoming);
        task.Indices = indices;
        task.Outputs = Address(outputs);
        RangeKernels.Share(device, new LongMemoryKernel(task, backward: false), batch, (long)task.Steps * units * units);
        Keep(incoming, weights, gates, cells, outputs);
    }

    internal static void RememberBackward(CpuDevice device, int batch, Tensor outputGradient, Tensor weights, Tensor gates, Tensor cells)
    {
        int units = weights.Rows;
        LongMemoryTask task = SequenceOf(batch, weights, gates, cells);
        task.Panels = PackedPanels.Of(device, new DenseOperand(Address(weights), 4 * units, transposed: true), 4 * units, units, Workspace.OfThread.Panel);
        task.Incoming = Address(outputGradient);
        RangeKernels.Share(device, new LongMemoryKernel(task, backward: true), batch, (long)task.Steps * units * units);
        Keep(outputGradient, weights, gates, cells);
    }

    internal static float StepWithMomentum(CpuDevice device, Tensor values, Tensor? velocity, in Gradient gradient, float rate, float momentum, bool nesterov, float l2, float l1)
    {
        LargestFound largest = new();
        Step(device, values, gradient, new MomentumStep(Address(values), velocity is null ? null : Address(velocity), rate, momentum, nesterov, l2, l1, largest));
        GC.KeepAlive(velocity);
        return largest.Value;
    }

    internal static float StepAdaptively(CpuDevice device, Tensor values, Tensor? means, Tensor squares, in Gradient gradient, in AdaptiveRates rates)
    {
        LargestFound largest = new();
        Step(device, values, gradient, new AdaptiveStep(
            Address(values), means is null ? null : Address(means), Address(squares),
            rates.Rate, rates.Correction, rates.Beta1, rates.Beta2, rates.Epsilon, rates.Keep, rates.Shrink, largest));
        Keep(means, squares);
        return largest.Value;
    }

    private static void Step<TStep>(CpuDevice device, Tensor values, in Gradient gradient, TStep step)
        where TStep : struct, IStepKernel
    {
        if (gradient is { Left: { } left, Right: { } right } && values.IsContiguous && values.Count > 0)
        {
            ProductSteps.Run(device, values, left, right, step);
        }
        else
        {
            Tensor made = values.Laid(gradient.ToTensor());
            RangeKernels.Share(device, new RangeStep<TStep>(step, Address(made)), values.Block.Length, granularity: Tensor.LineLength);
            GC.KeepAlive(made);
        }

        GC.KeepAlive(values);
    }

    internal static void LimitColumnNorms(CpuDevice device, Tensor into, float limit)
    {
        int blocks = (into.Columns + LimitedColumns.Block - 1) / LimitedColumns.Block;
        RangeKernels.Share(device, new LimitedColumns(device, Address(into), into.Rows, into.Columns, into.RowStride, limit), blocks, 2L * into.Rows * LimitedColumns.Block);
        Keep(into);
    }

    private static LongMemoryTask SequenceOf(int batch, Tensor weights, Tensor gates, Tensor cells) =>
        new() { Batch = batch, Steps = batch == 0 ? 0 : gates.Rows / batch, Units = weights.Rows, Gates = Address(gates), Cells = Address(cells) };

    private static void Convolve(CpuDevice device, ConvolutionTask task, Tensor filters, bool back, bool accumulate)
    {
        ConvolutionShape shape = task.Shape;
        float* packed = Workspace.OfThread.Panel.Reserve(ConvolutionKernel.RoomFor(shape));
        RangeKernels.Share(device, new PackedFilters(shape, Address(filters), back, packed), 1);
        RangeKernels.Share(device, new ConvolutionKernel(task, packed, accumulate), shape.OutputHeight, (long)task.Batch * shape.OutputWidth * shape.PatchLength);
        Keep(filters);
    }

    private static (int Channels, int Height, int Width, int Batch) SizesOf(Tensor planes) => (planes.Shape[0], planes.Shape[1], planes.Shape[2], planes.Shape[3]);

    private static float* Address(Tensor tensor) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.Block));

    /// <summary>Holds the memory of tensors until a kernel is done with their addresses.</summary>
    private static void Keep(params ReadOnlySpan<Tensor?> tensors)
    {
        foreach (Tensor? tensor in tensors)
            GC.KeepAlive(tensor);
    }

    private static void Elements<TElements>(CpuDevice device, TElements elements, Tensor into, bool accumulate)
        where TElements : struct, IElements =>
        RangeKernels.Share(device, new ElementsKernel<TElements>(elements, Address(into), accumulate), into.Count, granularity: Tensor.LineLength);

    private static void Activate<TActivation>(CpuDevice device, Tensor x, Tensor? bias, bool biasOfRows, float slope, Tensor into)
        where TActivation : struct, IActivation
    {
        ActivationRows<TActivation> kernel = new(Address(x), bias is null ? null : Address(bias), biasOfRows, slope, Address(into), x.Columns, x.Columns);
        RangeKernels.Share(device, kernel, x.Rows, 4L * x.Columns);
    }

    private static void ActivateBackward<TActivation>(CpuDevice device, Tensor y, Tensor gradient, float slope, Tensor into, bool accumulate)
        where TActivation : struct, IActivation =>
        Elements(device, new ActivationGradientElements<TActivation>(Address(y), Address(gradient), slope), into, accumulate);
}
