namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>
/// Row i of y = row indices[i] of the table + bias. It is only evaluated for operations that cannot use the table and the indices directly.
/// Backward: adds row i of dy to that row of the table's gradient. Other rows are not touched.
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
        // If the table has fewer rows than there are indices, the bias is added to the table.
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
            // The table now holds the sum of the gradient rows of each of its rows. Summing those costs less if there are fewer of them.
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
            throw new ArgumentException($"A bias of {table.Value.Columns} elements is needed for a table of shape {Tensor.Describe(table.Value.Shape)}; " +
                $"this one is {Tensor.Describe(bias.Value.Shape)}.", nameof(bias));
        foreach (int index in indices)
        {
            if (index < 0 || index >= table.Value.Rows)
                throw new ArgumentException($"Indices must be between 0 and {table.Value.Rows - 1}, the rows of the table; one is {index}.", nameof(indices));
        }
    }
}
