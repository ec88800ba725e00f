using Harmonium.Data.Streams;

namespace Harmonium.Data.Tables;

/// <summary>
/// What the columns of a table are, and which words mean that a cell is missing. As a JSON file:
/// <c>{"missing":["","NA","?"],"columns":[{"name":"age","kind":"real"},{"name":"city","kind":"categorical","values":["Bath","York"]}]}</c>
/// with the kinds <c>real</c>, <c>count</c>, <c>categorical</c> and <c>yes-no</c>.
/// </summary>
public sealed class TableSchema
{
    /// <summary>The most words that a categorical column may have.</summary>
    public const int MaximumValues = 1000;

    /// <summary>The words that mean a missing cell where a schema does not say: nothing, NA and ?.</summary>
    public static IReadOnlyList<string> UsualMissing { get; } = ["", "NA", "?"];

    /// <summary>A schema of columns.</summary>
    /// <param name="columns">The columns, at least one.</param>
    /// <param name="missing">The words that mean a missing cell; <see cref="UsualMissing"/> when null.</param>
    /// <exception cref="ArgumentException">There is no column, a name or a word stands twice, or a column has words that do not fit its kind.</exception>
    public TableSchema(IReadOnlyList<TableColumn> columns, IReadOnlyList<string>? missing = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
            throw new ArgumentException("A table needs at least one column; the schema has none.", nameof(columns));
        if (columns.GroupBy(column => column.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"The schema has two columns “{Printable.Of(twice.Key)}”; names must differ.", nameof(columns));
        Columns = columns;
        Missing = missing ?? UsualMissing;
        foreach (TableColumn column in columns)
        {
            if (TroubleOf(column) is { } trouble)
                throw new ArgumentException($"The column “{Printable.Of(column.Name)}” {trouble}", nameof(columns));
        }
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The words that mean a missing cell.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>The schema of a JSON file.</summary>
    /// <exception cref="DataFileException">There is no such file, or it is no schema; the message names the column.</exception>
    public static TableSchema Read(string path, DataLimits limits)
    {
        using ByteSource source = ByteSource.OpenPlain(path, limits);
        byte[] content = new byte[Math.Min(source.MostBytes, limits.MaximumLineBytes) + 1];
        int length = source.Read(content);
        if (length == content.Length)
            throw new DataFileException(path, $"is larger than {limits.MaximumLineBytes} bytes, the limit of a schema. Check that this is the right file.");
        return TableSchemaJson.Parse(content.AsMemory(0, length), path);
    }

    /// <summary>The schema as text that <see cref="Read"/> understands, a column a line.</summary>
    public string ToJson() => TableSchemaJson.TextOf(this);

    private string? TroubleOf(TableColumn column)
    {
        if (column.Name.Length == 0)
            return "has no name; every column that is learned from needs one.";
        if (column.IsNumeric)
            return column.Values.Count == 0 ? null : "holds numbers and has a list of words besides; leave 'values' out, or make it categorical.";
        if (column.Values.Distinct().Count() != column.Values.Count)
            return "lists a word twice; every word stands once.";
        if (column.Values.FirstOrDefault(Missing.Contains) is { } missing)
            return $"lists “{missing}”, which means a missing cell; change the word, or what 'missing' says.";
        return column.Kind switch
        {
            ColumnKind.YesNo when column.Values.Count != 2 => $"has {column.Values.Count} words; a column of kind yes-no has two: no, then yes.",
            ColumnKind.Categorical when column.Values.Count < 2 => $"has {column.Values.Count} words; a categorical column has at least 2.",
            ColumnKind.Categorical when column.Values.Count > MaximumValues =>
                $"has {column.Values.Count} words; at most {MaximumValues} can be told apart. Join rare ones.",
            _ => null,
        };
    }
}
