namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>Some rows. Its gradient is those rows of its input's gradient: there is nothing to hand back.</summary>
internal sealed class RowSlice : Node
{
    private readonly Node _x;
    private readonly int _start;

    internal RowSlice(Node x, int start, int count)
        : base(x.Tape, x.Value.RowRange(start, count), x.NeedsGradient) => (_x, _start) = (x, start);

    internal override Tensor Receive(out bool accumulate)
    {
        accumulate = true;
        return _x.ReceivePart().RowRange(_start, Value.Rows);
    }

    internal override bool Adopt(Tensor gradient) => false;

    internal override void Backward()
    {
    }
}
