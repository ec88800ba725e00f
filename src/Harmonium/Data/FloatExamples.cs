using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Harmonium.Numerics;

namespace Harmonium.Data;

/// <summary>Examples stored as float32.</summary>
public sealed class FloatExamples : Examples
{
    private readonly Tensor _values;
    private readonly RowSelection _selection;

    /// <summary>Creates examples from a tensor [count, columns], without copying it.</summary>
    /// <exception cref="ArgumentException">The tensor is not a matrix with at least one column.</exception>
    public FloatExamples(Tensor values)
        : this(values, RowSelection.All(RowsIn(values)))
    {
    }

    private FloatExamples(Tensor values, RowSelection selection)
    {
        _values = values;
        _selection = selection;
    }

    /// <inheritdoc/>
    public override int Count => _selection.Count;

    /// <inheritdoc/>
    public override int Columns => _values.Columns;

    /// <inheritdoc/>
    protected internal override string Encoding => "float32";

    /// <summary>Returns the values of one example.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row does not exist.</exception>
    public ReadOnlySpan<float> Row(int row) => _values.Row(_selection[row]);

    /// <inheritdoc/>
    public override void CopyRows(ReadOnlySpan<int> rows, Tensor into)
    {
        RequireRoom(rows.Length, into);
        for (int i = 0; i < rows.Length; i++)
            Row(rows[i]).CopyTo(into.Row(i));
    }

    /// <inheritdoc/>
    public override Examples Take(ReadOnlySpan<int> rows) => new FloatExamples(_values, _selection.Take(rows));

    /// <inheritdoc/>
    protected internal override void AppendRow(int row, IncrementalHash hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        hash.AppendData(MemoryMarshal.AsBytes(Row(row)));
    }

    private static int RowsIn(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Rank < 2 || values.Columns < 1)
            throw new ArgumentException($"Examples need a tensor [count, columns] with at least one column; this one is {Tensor.Describe(values.Shape)}.",
                nameof(values));
        return values.Rows;
    }
}
