using System.Text;
using Harmonium.Data.Formats;

namespace Harmonium.Data.Tables;

/// <summary>
/// Reads and writes tables as CSV files, plain or gzip: a header, then one line per row, separated by tabs, semicolons or commas. Columns that are not in
/// the schema are ignored, and copied unchanged when a table is completed.
/// </summary>
public static class TableFile
{
    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The schema; null to infer it from the cells.</param>
    /// <param name="limits">The limits on the size of the file.</param>
    /// <exception cref="DataFileException">The file does not exist, or a cell does not fit its column; the message contains the line and column.</exception>
    public static Table Read(string path, TableSchema? schema, DataLimits limits)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(limits);
        List<string> notices = [];
        schema ??= TableInference.SchemaOf(path, limits, notices);
        using TableLines lines = new(path, limits);
        TableRows rows = new(schema, lines, limits);
        string[] left = [.. lines.Names.Where(name => schema.Columns.All(column => column.Name != name))];
        if (left.Length > 0 && notices.Count == 0)
            notices.Add("Ignored columns, which are not in the schema: " +
                $"{string.Join(", ", left.Take(10).Select(name => Printable.Of(name)))}{(left.Length > 10 ? ", …" : "")}.");
        while (lines.TryRead(out ReadOnlySpan<byte> line))
            rows.Add(line);
        return rows.ToTable(NameOf(path), notices);
    }

    /// <summary>Writes a table: a header, then one line per row, separated by commas.</summary>
    public static void Write(Table table, Stream into)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(into);
        TableText.Write(table, into);
    }

    /// <summary>
    /// Copies the rows of a file and fills in missing cells. All other bytes of a line are unchanged; lines end in LF.
    /// </summary>
    /// <param name="path">The file from which the table was read, unchanged since.</param>
    /// <param name="table">The table.</param>
    /// <param name="filling">Returns the value of a missing cell (row, column of the schema), or the index of its word.</param>
    /// <param name="limits">The limits on the size of the file.</param>
    /// <param name="into">The destination.</param>
    /// <exception cref="DataFileException">The file is not the one from which the table was read.</exception>
    public static void WriteFilled(string path, Table table, Func<int, int, double> filling, DataLimits limits, Stream into)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(filling);
        ArgumentNullException.ThrowIfNull(into);
        using TableLines lines = new(path, limits);
        int[] places = TableRows.PlacesOf(table.Schema, lines);
        into.Write(lines.Header);
        into.WriteByte((byte)'\n');
        int row = 0;
        bool decimalComma = lines.Comma == CommaMeaning.Decimal;
        bool longer = false;
        for (; lines.TryRead(out ReadOnlySpan<byte> line); row++)
        {
            longer = row == table.Count;
            if (longer)
                break;
            CsvFields fields = lines.FieldsOf(line);
            while (fields.MoveNext() && fields.Column <= places.Length)
            {
                if (fields.Column > 1)
                    into.WriteByte(lines.Separator);
                int column = places[fields.Column - 1];
                if (column < 0 || table.IsKnown(row, column))
                    into.Write(fields.Raw);
                else
                    into.Write(Encoding.UTF8.GetBytes(TextOf(table.Schema.Columns[column], filling(row, column), (char)lines.Separator, decimalComma)));
            }

            lines.RequireWhole(fields);
            into.WriteByte((byte)'\n');
        }

        if (longer || row != table.Count)
            throw new DataFileException(path,
                $"no longer has the {table.Count} rows that were read: it has changed. Repeat the completion.");
    }

    private static string TextOf(TableColumn column, double value, char separator, bool decimalComma)
    {
        string text = column.IsNumeric ? TableText.OfMade(column, value) : column.Values[(int)value];
        return TableText.Field(decimalComma && column.IsNumeric ? text.Replace('.', ',') : text, separator);
    }

    private static string NameOf(string path)
    {
        string name = Path.GetFileName(path);
        name = Path.GetFileNameWithoutExtension(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name);
        return name.Length == 0 ? "table" : name;
    }
}
