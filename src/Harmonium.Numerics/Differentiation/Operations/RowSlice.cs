namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>A range of rows. It shares its gradient with those rows of its input, so the backward pass is empty.</summary>
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
