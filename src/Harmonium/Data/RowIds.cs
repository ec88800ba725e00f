using System.Collections;
using System.Globalization;

namespace Harmonium.Data;

/// <summary>
/// The ids of the rows of data, which identify them in every result: the cells of an id column, the paths of the files of a folder, or otherwise the
/// numbers of the rows in their source, counted from 1. A selection of rows keeps the ids of its rows.
/// </summary>
public sealed class RowIds : IReadOnlyList<string>
{
    /// <summary>The name of the ids of files.</summary>
    internal const string Files = "file";

    /// <summary>The name of the ids that are row numbers.</summary>
    internal const string Numbers = "row";

    // pandas writes the index of the rows without a name, and reads and writes it as "Unnamed: 0".
    private static readonly string[] _namesOfColumns = ["", "Unnamed: 0", "id", Numbers, Files];

    private readonly IReadOnlyList<string>? _names;
    private readonly int[]? _places;

    /// <summary>Numbers the rows.</summary>
    internal RowIds(int count)
        : this(Numbers, null, null, count)
    {
    }

    /// <summary>Uses names as ids.</summary>
    /// <param name="column">The name of the ids, such as that of the id column; may be empty.</param>
    /// <param name="names">The id of every row.</param>
    internal RowIds(string column, IReadOnlyList<string> names)
        : this(column.Length == 0 ? "id" : column, names, null, names.Count)
    {
    }

    private RowIds(string column, IReadOnlyList<string>? names, int[]? places, int count) => (Column, _names, _places, Count) = (column, names, places, count);

    /// <summary>The name of the ids in results: that of the id column, <c>file</c>, or <c>row</c>.</summary>
    public string Column { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public string this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            int place = _places?[index] ?? index;
            return _names?[place] ?? (place + 1).ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Returns true if the first column of a table may hold ids because of its name: none, id, row, or file.</summary>
    internal static bool MayName(string column) => _namesOfColumns.Contains(column, StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the ids of the rows at the given indices.</summary>
    internal RowIds Take(ReadOnlySpan<int> rows)
    {
        int[] places = new int[rows.Length];
        for (int i = 0; i < places.Length; i++)
            places[i] = _places?[rows[i]] ?? rows[i];
        return new RowIds(Column, _names, places, places.Length);
    }
}
