namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>y = exp(x)/Σ exp(x) of each row. Backward: dx = y ∘ (dy − Σ dy y).</summary>
internal sealed class SoftmaxValues : Node
{
    private readonly Node _x;

    internal SoftmaxValues(Node x)
        : base(x.Tape, x.Tape.Buffer(x.Value.Rows, x.Value.Columns), x.NeedsGradient)
    {
        _x = x;
        Device.Softmax(x.Value, Value, null);
        Tape.Write(this);
    }

    internal override void Backward()
    {
        Tensor into = _x.Receive(out bool accumulate);
        Device.SoftmaxBackward(Value, Gradient, into, accumulate);
    }
}
