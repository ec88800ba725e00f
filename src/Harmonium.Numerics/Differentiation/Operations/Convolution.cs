namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>
/// y = f(filters · patches + b) with the patches of all images side by side. Back: δ = dy ∘ f′ in place of dy, then dFilters = δ patchesᵀ, db = Σ δ, and
/// filtersᵀ δ is added to the places of the planes that the patches came from.
/// </summary>
internal sealed class Convolution : Node
{
    private readonly Node _planes;
    private readonly Node _filters;
    private readonly Node? _bias;
    private readonly Activation _activation;
    private readonly ConvolutionShape _shape;

    internal Convolution(Node planes, Node filters, Node? bias, int side, int padding, Activation activation)
        : this(planes, filters, bias, ShapeOf(planes, filters, bias, side, padding), activation)
    {
    }

    private Convolution(Node planes, Node filters, Node? bias, ConvolutionShape shape, Activation activation)
        : base(
            planes.Tape,
            planes.Tape.Buffer(shape.Filters, planes.Value.Shape[1], shape.OutputHeight, shape.OutputWidth),
            planes.NeedsGradient || filters.NeedsGradient || bias?.NeedsGradient == true)
    {
        (_planes, _filters, _bias, _shape, _activation) = (planes, filters, bias, shape, activation);
        Device.Convolve(shape, planes.Value, filters.Value, Value);
        if (bias is not null || !activation.IsIdentity)
            Device.Activate(Value, bias?.Value, biasOfRows: true, activation, Value);
        Tape.Write(this);
    }

    internal override void Backward()
    {
        if (!_activation.IsIdentity)
            Device.ActivateBackward(Value, Gradient, _activation, Gradient, accumulate: false);
        Func<int, Tensor>? room = _filters.NeedsGradient ? chunks => Tape.Buffer(chunks, _filters.Value.Count) : null;
        Tensor? sums = Device.ConvolveBackward(_shape, _planes.Value, _filters.Value, Gradient, room, _planes.NeedsGradient ? _planes.ReceivePart() : null);
        if (sums is not null)
        {
            Tensor into = _filters.Receive(out bool accumulate);
            Device.SumRows(sums, into, accumulate);
        }

        if (_bias?.NeedsGradient == true)
        {
            Tensor into = _bias.Receive(out bool accumulate);
            Device.SumColumns(Gradient, into, accumulate);
        }
    }

    private static ConvolutionShape ShapeOf(Node planes, Node filters, Node? bias, int side, int padding)
    {
        (int channels, _, int height, int width) = Planes.SizesOf(planes);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ConvolutionShape shape = new(channels, height, width, filters.Value.Rows, side, padding);
        if (filters.Value.Columns != shape.PatchLength)
            throw new ArgumentException($"Filters of {side} × {side} on {channels} channels are [filters, {shape.PatchLength}]; these are {Tensor.Describe(filters.Value.Shape)}.", nameof(filters));
        if (shape.OutputHeight < 1 || shape.OutputWidth < 1)
            throw new ArgumentException($"Filters of {side} × {side} do not fit into planes of {height} × {width} with a border of {padding}.", nameof(side));
        if (bias is not null && bias.Value.Count != shape.Filters)
            throw new ArgumentException($"{shape.Filters} filters need a bias of as many numbers; this one is {Tensor.Describe(bias.Value.Shape)}.", nameof(bias));
        return shape;
    }
}
