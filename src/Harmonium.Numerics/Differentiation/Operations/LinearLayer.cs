using Harmonium.Numerics.Functions;

namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>y = f(x W + b). Backward: δ = dy ∘ f′ replaces dy. Then dW = xᵀδ, db = Σ δ, dx = δ Wᵀ.</summary>
internal sealed class LinearLayer : Node
{
    private readonly Node _x;
    private readonly Node _weights;
    private readonly Node? _bias;
    private readonly Activation _activation;

    internal LinearLayer(Node x, Node weights, Node? bias, Activation activation)
        : base(x.Tape, x.Tape.Buffer(x.Value.Rows, weights.Value.Columns), x.NeedsGradient || weights.NeedsGradient || bias?.NeedsGradient == true)
    {
        if (bias is not null && bias.Value.Count != weights.Value.Columns)
            throw new ArgumentException($"A bias of {weights.Value.Columns} elements is needed for weights of shape {Tensor.Describe(weights.Value.Shape)}; " +
                $"this one is {Tensor.Describe(bias.Value.Shape)}.", nameof(bias));
        (_x, _weights, _bias, _activation) = (x, weights, bias, activation);
        x.AsStates().Multiply(weights.Value, Value);
        if (bias is not null || !activation.IsIdentity)
            Device.Activate(Value, bias?.Value, biasOfRows: false, activation, Value);
        Tape.Write(this);
    }

    private protected override bool IsOftenZero => _activation.Kind == ActivationKind.Rectifier;

    internal override void Backward()
    {
        if (!_activation.IsIdentity)
            Device.ActivateBackward(Value, Gradient, _activation, Gradient, accumulate: false);
        if (_weights.NeedsGradient)
            _weights.ReceiveProduct(_x.AsStates(), Gradient, mayWait: !Tape.IsParameter(_x.Value));

        if (_bias?.NeedsGradient == true)
        {
            Tensor into = _bias.Receive(out bool accumulate);
            Device.SumRows(Gradient, into, accumulate);
        }

        if (_x.NeedsGradient)
        {
            Tensor into = _x.Receive(out bool accumulate);
            // The gradient of a rectifier is 0 where its value is 0.
            States delta = IsOftenZero ? States.From(Gradient) : States.Dense(Gradient);
            delta.Multiply(_weights.Value, into, transposeMatrix: true, accumulate);
        }
    }
}
