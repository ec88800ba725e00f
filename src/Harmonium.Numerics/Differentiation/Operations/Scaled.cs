namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>y = factor · x + term. Backward: dx = factor · dy.</summary>
internal sealed class Scaled : Node
{
    private readonly Node _x;
    private readonly float _factor;

    internal Scaled(Node x, float factor, float term)
        : base(x.Tape, x.Tape.Buffer(x.Value.Shape), x.NeedsGradient)
    {
        (_x, _factor) = (x, factor);
        Device.Affine(x.Value, factor, term, Value, accumulate: false);
        Tape.Write(this);
    }

    internal override void Backward()
    {
        Tensor into = _x.Receive(out bool accumulate);
        Device.Affine(Gradient, _factor, 0, into, accumulate);
    }
}
