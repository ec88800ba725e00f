using Harmonium.Numerics.Functions;

namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>
/// y = f(filters ∗ x + b). Backward: δ = dy ∘ f′ replaces dy. Then dFilters = the sum of δ times the patches of x, db = Σ δ, and dx is the convolution of δ
/// with the filters rotated by 180°.
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
            planes.Tape.Buffer(shape.Filters, shape.OutputHeight, shape.OutputWidth, planes.Value.Shape[3]),
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
        if (_filters.NeedsGradient)
        {
            Tensor sums = Device.ConvolveFilterGradients(_shape, _planes.Value, Gradient, blocks => Tape.Buffer(blocks, _filters.Value.Count));
            Tensor into = _filters.Receive(out bool accumulate);
            Device.SumRows(sums, into, accumulate);
        }

        if (_bias?.NeedsGradient == true)
        {
            Tensor into = _bias.Receive(out bool accumulate);
            Device.SumColumns(Gradient, into, accumulate);
        }

        if (_planes.NeedsGradient)
        {
            Tensor into = _planes.Receive(out bool accumulate);
            Device.ConvolveBackward(_shape, _filters.Value, Gradient, into, accumulate);
        }
    }

    private static ConvolutionShape ShapeOf(Node planes, Node filters, Node? bias, int side, int padding)
    {
        (int channels, int height, int width, _) = Planes.SizesOf(planes);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ConvolutionShape shape = new(channels, height, width, filters.Value.Rows, side, padding);
        if (filters.Value.Columns != shape.PatchLength)
            throw new ArgumentException($"Filters of {side} × {side} on {channels} channels must have the shape [filters, {shape.PatchLength}]; these are " +
                $"{Tensor.Describe(filters.Value.Shape)}.", nameof(filters));
        if (shape.OutputHeight < 1 || shape.OutputWidth < 1)
            throw new ArgumentException($"Filters of {side} × {side} do not fit into planes of {height} × {width} with padding {padding}.", nameof(side));
        if (bias is not null && bias.Value.Count != shape.Filters)
            throw new ArgumentException($"{shape.Filters} filters need a bias of shape [{shape.Filters}]; this one is {Tensor.Describe(bias.Value.Shape)}.",
                nameof(bias));
        return shape;
    }
}
