namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>The same numbers under another shape. Its gradient is its input's gradient under its own shape: there is nothing to hand back.</summary>
internal sealed class Reshaped : Node
{
    private readonly Node _x;

    internal Reshaped(Node x, Tensor value)
        : base(x.Tape, value, x.NeedsGradient) => _x = x;

    internal override Tensor Receive(out bool accumulate) => _x.Receive(out accumulate).Reshape(Value.Shape);

    internal override bool Adopt(Tensor gradient) => _x.Adopt(gradient.Reshape(_x.Value.Shape));

    internal override void Backward()
    {
    }
}
