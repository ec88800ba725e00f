namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>A number, a row or a column broadcast to a larger shape. Backward: the sum over the broadcast dimensions.</summary>
internal sealed class Broadcasted : Node
{
    private readonly Node _x;
    private readonly bool _overRows;
    private readonly bool _overColumns;

    internal Broadcasted(Node x, Tensor like)
        : base(x.Tape, x.Tape.Buffer(like.Shape), x.NeedsGradient)
    {
        if (!Fits(x.Value, like))
            throw new ArgumentException($"A tensor of shape {Tensor.Describe(x.Value.Shape)} cannot be broadcast to {Tensor.Describe(like.Shape)}. " +
                $"Use a single number, a row of {like.Columns} or a column of {like.Rows}.");
        bool row = IsRow(x.Value, like);
        (_x, _overRows, _overColumns) = (x, row || x.Value.Count == 1, !row);
        Device.Broadcast(x.Value, _overRows, _overColumns, Value, accumulate: false);
        Tape.Write(this);
    }

    /// <summary>True if a tensor can be broadcast to the shape of another.</summary>
    internal static bool Fits(Tensor x, Tensor like) => x.Count == 1 || IsRow(x, like) || (x.Rows == like.Rows && x.Columns == 1);

    internal override void Backward()
    {
        Tensor into = _x.Receive(out bool accumulate);
        if (!_overColumns)
        {
            Device.SumRows(Gradient, into, accumulate);
        }
        else if (!_overRows)
        {
            Device.SumColumns(Gradient, into, accumulate);
        }
        else
        {
            Tensor sums = Tape.Buffer(Gradient.Rows, 1);
            Device.SumColumns(Gradient, sums, accumulate: false);
            Device.SumRows(sums, into, accumulate);
        }
    }

    private static bool IsRow(Tensor x, Tensor like) => x.Count == like.Columns && x.Count != 1 && (x.Rank == 1 || x.Rows == 1);
}
