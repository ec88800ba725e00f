using System.Text;
using Harmonium.Data.Formats;

namespace Harmonium.Data.Tables;

/// <summary>
/// Tables in CSV files, plain or gzip: a line of names, then a line a row, separated by tabs, semicolons or commas. Columns that the
/// schema does not name are left out, and copied as they are where a table is completed.
/// </summary>
public static class TableFile
{
    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">What its columns are; null to find out from what they hold.</param>
    /// <param name="limits">How large it may be.</param>
    /// <exception cref="DataFileException">There is no such file, or a cell does not fit its column; the message names line and column.</exception>
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
            notices.Add("Not learned from, since the schema does not name them: " +
                $"{string.Join(", ", left.Take(10).Select(name => Printable.Of(name)))}{(left.Length > 10 ? ", …" : "")}.");
        while (lines.TryRead(out ReadOnlySpan<byte> line))
            rows.Add(line);
        return rows.ToTable(NameOf(path), notices);
    }

    /// <summary>Writes a table: a line of names, then a line a row, separated by commas.</summary>
    public static void Write(Table table, Stream into)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(into);
        TableText.Write(table, into);
    }

    /// <summary>
    /// Writes the rows of a file again with its missing cells filled in: every other byte of a line stays as it was; lines end in LF.
    /// </summary>
    /// <param name="path">The file that the table was read from, unchanged since.</param>
    /// <param name="table">The table.</param>
    /// <param name="filling">The number for a missing cell (row, column of the schema), or the place of its word.</param>
    /// <param name="limits">How large it may be.</param>
    /// <param name="into">Where it goes.</param>
    /// <exception cref="DataFileException">The file is not what the table was read from.</exception>
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
                    into.Write(Encoding.UTF8.GetBytes(TextOf(table.Schema.Columns[column], filling(row, column), (char)lines.Separator)));
            }

            lines.RequireWhole(fields.Column);
            into.WriteByte((byte)'\n');
        }

        if (longer || row != table.Count)
            throw new DataFileException(path,
                $"has another number of rows than the {table.Count} that were read before: it changed meanwhile. Complete it again.");
    }

    private static string TextOf(TableColumn column, double value, char separator) =>
        TableText.Field(column.IsNumeric ? TableText.OfMade(column, value) : column.Values[(int)value], separator);

    private static string NameOf(string path)
    {
        string name = Path.GetFileName(path);
        name = Path.GetFileNameWithoutExtension(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name);
        return name.Length == 0 ? "table" : name;
    }
}
