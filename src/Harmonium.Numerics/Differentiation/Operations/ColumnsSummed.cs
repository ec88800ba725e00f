namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>y[i] = Σⱼ x(i, j), [rows, 1]. Backward: dx(i, j) = dy[i].</summary>
internal sealed class ColumnsSummed : Node
{
    private readonly Node _x;

    internal ColumnsSummed(Node x)
        : base(x.Tape, x.Tape.Buffer(x.Value.Rows, 1), x.NeedsGradient)
    {
        _x = x;
        Device.SumColumns(x.Value, Value, accumulate: false);
        Tape.Write(this);
    }

    internal override void Backward()
    {
        Tensor into = _x.Receive(out bool accumulate);
        Device.Broadcast(Gradient, overRows: false, overColumns: true, into, accumulate);
    }
}
