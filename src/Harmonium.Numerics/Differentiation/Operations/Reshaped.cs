namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>The same elements in another shape. It shares its gradient with its input, so the backward pass is empty.</summary>
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
