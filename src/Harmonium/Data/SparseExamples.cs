using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Harmonium.Numerics;

namespace Harmonium.Data;

/// <summary>Examples with mostly zero values, such as word counts. Only the nonzero values are stored, with their columns.</summary>
internal sealed class SparseExamples : Examples
{
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly ushort[]? _values;
    private readonly RowSelection _selection;

    /// <summary>Creates examples from arrays, without copying them.</summary>
    /// <param name="starts">The start of each example in the columns; the last entry is the end.</param>
    /// <param name="columns">The columns of the nonzero values, increasing within each example.</param>
    /// <param name="values">The nonzero values; null if all are 1.</param>
    /// <param name="width">The number of values per example, including zeros.</param>
    /// <exception cref="ArgumentException">The arrays are inconsistent, or a column is outside the width or not increasing.</exception>
    public SparseExamples(int[] starts, int[] columns, ushort[]? values, int width)
        : this(starts, columns, values, width, RowSelection.All(CountOf(starts, columns, values, width)))
    {
    }

    private SparseExamples(int[] starts, int[] columns, ushort[]? values, int width, RowSelection selection)
    {
        _starts = starts;
        _columns = columns;
        _values = values;
        _selection = selection;
        Columns = width;
    }

    /// <inheritdoc/>
    public override int Count => _selection.Count;

    /// <inheritdoc/>
    public override int Columns { get; }

    /// <inheritdoc/>
    protected internal override string Encoding => _values is null ? "sparse ones" : "sparse counts";

    /// <inheritdoc/>
    public override void CopyRows(ReadOnlySpan<int> rows, Tensor into)
    {
        RequireRoom(rows.Length, into);
        for (int i = 0; i < rows.Length; i++)
        {
            Span<float> numbers = into.Row(i);
            numbers.Clear();
            int row = _selection[rows[i]];
            for (int k = _starts[row]; k < _starts[row + 1]; k++)
                numbers[_columns[k]] = _values is null ? 1 : _values[k];
        }
    }

    /// <inheritdoc/>
    public override Examples Take(ReadOnlySpan<int> rows) => new SparseExamples(_starts, _columns, _values, Columns, _selection.Take(rows));

    /// <inheritdoc/>
    protected internal override void AppendRow(int row, IncrementalHash hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        int stored = _selection[row], start = _starts[stored], length = _starts[stored + 1] - start;
        hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in length)));
        hash.AppendData(MemoryMarshal.AsBytes(_columns.AsSpan(start, length)));
        if (_values is not null)
            hash.AppendData(MemoryMarshal.AsBytes(_values.AsSpan(start, length)));
    }

    private static int CountOf(int[] starts, int[] columns, ushort[]? values, int width)
    {
        ArgumentNullException.ThrowIfNull(starts);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (starts.Length == 0 || starts[0] != 0 || starts[^1] != columns.Length || (values is not null && values.Length != columns.Length))
            throw new ArgumentException($"The starts of the examples must go from 0 to {columns.Length}, and there must be as many values as columns.",
                nameof(starts));
        for (int row = 0; row + 1 < starts.Length; row++)
        {
            if (starts[row + 1] < starts[row])
                throw new ArgumentException($"Example {row} starts at {starts[row]}, after the next example at {starts[row + 1]}.", nameof(starts));
            int last = -1;
            for (int k = starts[row]; k < starts[row + 1]; last = columns[k++])
            {
                if (columns[k] <= last || columns[k] >= width)
                    throw new ArgumentException($"The columns of example {row} must increase below {width}; {columns[k]} follows {last}.", nameof(columns));
            }
        }

        return starts.Length - 1;
    }
}
