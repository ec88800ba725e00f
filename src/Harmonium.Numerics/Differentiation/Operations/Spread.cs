namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>A number, a row or a column, as often as a larger shape has room for it. Back: the sum over where it went.</summary>
internal sealed class Spread : Node
{
    private readonly Node _x;
    private readonly bool _overRows;
    private readonly bool _overColumns;

    internal Spread(Node x, Tensor like)
        : base(x.Tape, x.Tape.Buffer(like.Shape), x.NeedsGradient)
    {
        if (!Fits(x.Value, like))
            throw new ArgumentException($"A tensor of shape {Tensor.Describe(x.Value.Shape)} cannot be spread over {Tensor.Describe(like.Shape)}: a number, " +
                $"a row of {like.Columns} or a column of {like.Rows} can.");
        bool row = IsRow(x.Value, like);
        (_x, _overRows, _overColumns) = (x, row || x.Value.Count == 1, !row);
        Device.Spread(x.Value, _overRows, _overColumns, Value, accumulate: false);
        Tape.Write(this);
    }

    /// <summary>Whether a shape can be spread over another.</summary>
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
