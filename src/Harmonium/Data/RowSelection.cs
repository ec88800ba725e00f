namespace Harmonium.Data;

/// <summary>Which rows of some stored values a set of examples consists of: all of them, or a list.</summary>
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
        : throw new ArgumentOutOfRangeException(nameof(index), $"There is no example {index}: there are {Count}, counted from 0.");

    internal static RowSelection All(int count) => new(null, count);

    internal RowSelection Take(ReadOnlySpan<int> indices)
    {
        int[] rows = new int[indices.Length];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = this[indices[i]];
        return new RowSelection(rows, rows.Length);
    }
}
