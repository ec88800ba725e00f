using Harmonium.Data.Streams;

namespace Harmonium.Data.Tables;

/// <summary>
/// The columns of a table, and the words that mean a missing cell. As a JSON file:
/// <c>{"missing":["","NA","?"],"columns":[{"name":"age","kind":"real"},{"name":"city","kind":"categorical","values":["Bath","York"]}]}</c>
/// with the kinds <c>real</c>, <c>count</c>, <c>categorical</c> and <c>yes-no</c>.
/// </summary>
public sealed class TableSchema
{
    /// <summary>The maximum number of words of a categorical column.</summary>
    public const int MaximumValues = 1000;

    /// <summary>The default words for a missing cell: the empty word, NA, ?, N/A, NaN, NULL, - and their spellings.</summary>
    public static IReadOnlyList<string> UsualMissing => MissingWords.Default;

    /// <summary>Creates a schema.</summary>
    /// <param name="columns">The columns, at least one.</param>
    /// <param name="missing">The words for a missing cell; <see cref="UsualMissing"/>, without the words of the columns, if null.</param>
    /// <exception cref="ArgumentException">There is no column, a name or a word is repeated, or a column's words are not valid for its kind.</exception>
    public TableSchema(IReadOnlyList<TableColumn> columns, IReadOnlyList<string>? missing = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
            throw new ArgumentException("A table needs at least one column; the schema has none.", nameof(columns));
        if (columns.GroupBy(column => column.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"The schema has two columns “{Printable.Of(twice.Key)}”; names must differ.", nameof(columns));
        Columns = columns;
        Missing = missing ?? [.. UsualMissing.Where(word => MissingWords.Certain.Contains(word) || !columns.Any(column => column.Values.Contains(word)))];
        foreach (TableColumn column in columns)
        {
            if (TroubleOf(column) is { } trouble)
                throw new ArgumentException($"The column “{Printable.Of(column.Name)}” {trouble}", nameof(columns));
        }
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The words for a missing cell.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Returns true if the columns are those of another schema: names, kinds and words, in this order.</summary>
    internal bool HasColumnsOf(TableSchema other) => Columns.Count == other.Columns.Count && Columns.Zip(other.Columns)
        .All(pair => pair.First.Name == pair.Second.Name && pair.First.Kind == pair.Second.Kind && pair.First.Values.SequenceEqual(pair.Second.Values));

    /// <summary>Reads a schema from a JSON file.</summary>
    /// <exception cref="DataFileException">The file does not exist or is not a schema; the message names the column.</exception>
    public static TableSchema Read(string path, DataLimits limits)
    {
        using ByteSource source = ByteSource.OpenPlain(path, limits);
        byte[] content = new byte[Math.Min(source.MostBytes, limits.MaximumLineBytes) + 1];
        int length = source.Read(content);
        if (length == content.Length)
            throw new DataFileException(path, $"exceeds the limit of {limits.MaximumLineBytes} bytes for a schema. Check that this is the right file.");
        return TableSchemaJson.Parse(content.AsMemory(0, length), path);
    }

    /// <summary>Returns the schema as text for <see cref="Read"/>, one line per column.</summary>
    public string ToJson() => TableSchemaJson.TextOf(this);

    private string? TroubleOf(TableColumn column)
    {
        if (column.Name.Length == 0)
            return "has no name; every column of the schema needs one.";
        if (column.IsNumeric)
            return column.Values.Count == 0 ? null : "contains numbers but has a list of words; remove 'values', or make the column categorical.";
        if (column.Values.Distinct().Count() != column.Values.Count)
            return "lists a word twice; words must differ.";
        if (column.Values.FirstOrDefault(Missing.Contains) is { } missing)
            return $"lists “{missing}”, which means a missing cell; change the word, or the list 'missing'.";
        return column.Kind switch
        {
            ColumnKind.YesNo when column.Values.Count != 2 => $"has {column.Values.Count} words; a column of kind yes-no needs two: no, then yes.",
            ColumnKind.Categorical when column.Values.Count < 2 => $"has {column.Values.Count} words; a categorical column needs at least 2.",
            ColumnKind.Categorical when column.Values.Count > MaximumValues =>
                $"has {column.Values.Count} words; at most {MaximumValues} are supported. Merge rare words.",
            _ => null,
        };
    }
}
