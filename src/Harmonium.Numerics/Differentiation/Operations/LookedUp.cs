namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>
/// y row i = table row indices[i] + bias, written out only for those who cannot do with table and indices. Back: row i of dy is added to that row of the
/// table's
/// gradient; no other is touched.
/// </summary>
internal sealed class LookedUp : Node
{
    private readonly Node _table;
    private readonly int[] _indices;
    private readonly Node? _bias;

    internal LookedUp(Node table, int[] indices, Node? bias)
        : base(table.Tape, null, table.NeedsGradient || bias?.NeedsGradient == true)
    {
        Check(table, indices, bias);
        (_table, _indices, _bias) = (table, indices, bias);
        Tape.Write(this);
    }

    internal override (Tensor Rows, int[]? Indices) AsRows()
    {
        Tensor table = _table.Value;
        if (_bias is null)
            return (table, _indices);
        // Where the table has fewer rows, the bias is added to those.
        return table.Rows < _indices.Length ? (Gather([.. Enumerable.Range(0, table.Rows)]), _indices) : base.AsRows();
    }

    private protected override Tensor Late() => Gather(_indices);

    private Tensor Gather(int[] indices)
    {
        Tensor rows = Tape.Buffer(indices.Length, _table.Value.Columns);
        Device.Gather(_table.Value, indices, _bias?.Value, rows);
        return rows;
    }

    internal override void Backward()
    {
        Tensor shares = Gradient;
        if (_table.NeedsGradient)
        {
            bool first = _table is Leaf { HasShares: false };
            Tensor table = _table is Leaf leaf ? leaf.ReceiveRows(_indices) : _table.ReceivePart();
            Device.Scatter(Gradient, _indices, table);
            // Every row of dy now is part of one row of the table: to add up those is less work where they are fewer.
            if (first && table.Rows < Gradient.Rows)
                shares = table;
        }

        if (_bias?.NeedsGradient != true)
            return;
        Tensor into = _bias.Receive(out bool accumulate);
        Device.SumRows(shares, into, accumulate);
    }

    private static void Check(Node table, int[] indices, Node? bias)
    {
        ArgumentNullException.ThrowIfNull(indices);
        if (bias is not null && bias.Value.Count != table.Value.Columns)
            throw new ArgumentException($"A bias of {table.Value.Columns} numbers is needed beside a table of {Tensor.Describe(table.Value.Shape)}; this one " +
                $"is {Tensor.Describe(bias.Value.Shape)}.", nameof(bias));
        foreach (int index in indices)
        {
            if (index < 0 || index >= table.Value.Rows)
                throw new ArgumentException($"An index lies between 0 and {table.Value.Rows - 1}, the rows of the table; one is {index}.", nameof(indices));
        }
    }
}
