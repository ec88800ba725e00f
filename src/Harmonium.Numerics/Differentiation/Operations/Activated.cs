using Harmonium.Numerics.Functions;

namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>y = f(x), element-wise. Backward: dx = dy f′.</summary>
internal sealed class Activated : Node
{
    private readonly Node _x;
    private readonly Activation _activation;

    internal Activated(Node x, Activation activation)
        : base(x.Tape, x.Tape.Buffer(x.Value.Shape), x.NeedsGradient)
    {
        (_x, _activation) = (x, activation);
        Device.Activate(x.Value, null, biasOfRows: false, activation, Value);
        Tape.Write(this);
    }

    private protected override bool IsOftenZero => _activation.Kind == ActivationKind.Rectifier;

    internal override void Backward()
    {
        Tensor into = _x.Receive(out bool accumulate);
        Device.ActivateBackward(Value, Gradient, _activation, into, accumulate);
    }
}
