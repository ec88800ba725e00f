namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>y[j] = Σᵢ x(i, j). Backward: dx(i, j) = dy[j].</summary>
internal sealed class RowsSummed : Node
{
    private readonly Node _x;

    internal RowsSummed(Node x)
        : base(x.Tape, x.Tape.Buffer(x.Value.Columns), x.NeedsGradient)
    {
        _x = x;
        Device.SumRows(x.Value, Value, accumulate: false);
        Tape.Write(this);
    }

    internal override void Backward()
    {
        Tensor into = _x.Receive(out bool accumulate);
        Device.Broadcast(Gradient, overRows: true, overColumns: false, into, accumulate);
    }
}
