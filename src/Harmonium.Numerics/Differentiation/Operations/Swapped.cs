namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>[a, b, c] as [b, a, c]. Back: the other way round.</summary>
internal sealed class Swapped : Node
{
    private readonly Node _x;
    private readonly int _first;
    private readonly int _second;
    private readonly int _third;

    internal Swapped(Node x, int first, int second, int third, ReadOnlySpan<int> shape)
        : base(x.Tape, x.Tape.Buffer(shape), x.NeedsGradient)
    {
        (_x, _first, _second, _third) = (x, first, second, third);
        Device.SwapBlocks(x.Value, first, second, third, Value, accumulate: false);
        Tape.Write(this);
    }

    internal override void Backward()
    {
        Tensor into = _x.Receive(out bool accumulate);
        Device.SwapBlocks(Gradient, _second, _first, _third, into, accumulate);
    }
}
