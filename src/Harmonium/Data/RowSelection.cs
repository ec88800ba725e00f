namespace Harmonium.Data;

/// <summary>The rows of stored values that form a set of examples: all rows, or a list of rows.</summary>
internal readonly struct RowSelection
{
    private readonly int[]? _rows;

    private RowSelection(int[]? rows, int count)
    {
        _rows = rows;
        Count = count;
    }

    internal int Count { get; }

    internal int this[int index] => (uint)index < (uint)Count
        ? _rows is null ? index : _rows[index]
        : throw new ArgumentOutOfRangeException(nameof(index), $"There is no example {index}; there are {Count} examples, counted from 0.");

    internal static RowSelection All(int count) => new(null, count);

    internal RowSelection Take(ReadOnlySpan<int> indices)
    {
        int[] rows = new int[indices.Length];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = this[indices[i]];
        return new RowSelection(rows, rows.Length);
    }
}
