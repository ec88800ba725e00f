using System.Globalization;
using System.Text;

namespace Harmonium.Data.Tables;

/// <summary>Formats the cells of a table as text of a CSV file.</summary>
internal static class TableText
{
    /// <summary>Returns the text of a cell: the shortest digits that restore the number, or the word.</summary>
    internal static string Of(TableColumn column, float cell) =>
        column.IsNumeric ? cell.ToString("R", CultureInfo.InvariantCulture) : column.Values[(int)cell];

    /// <summary>Returns the text of a predicted number: six digits, a whole number for counts.</summary>
    internal static string OfMade(TableColumn column, double value) => column.Kind == ColumnKind.Count
        ? Math.Max(0, Math.Round(value)).ToString("F0", CultureInfo.InvariantCulture)
        : ((float)value).ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>Returns a field of a CSV line, in quotes if needed.</summary>
    internal static string Field(string text, char separator) =>
        text.Contains(separator) || text.AsSpan().ContainsAny("\"\r\n") || text.StartsWith(' ') || text.EndsWith(' ')
            ? $"\"{text.Replace("\"", "\"\"")}\"" : text;

    /// <summary>Writes a table as comma-separated lines with a header. Missing cells are written as the first word for them.</summary>
    internal static void Write(Table table, Stream into)
    {
        using StreamWriter writer = new(into, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        IReadOnlyList<TableColumn> columns = table.Schema.Columns;
        string missing = table.Schema.Missing.Count > 0 ? table.Schema.Missing[0] : "";
        bool hasIds = table.RowIds.Column != RowIds.Numbers;
        writer.WriteLine((hasIds ? $"{Field(table.RowIds.Column, ',')}," : "") + string.Join(',', columns.Select(column => Field(column.Name, ','))));
        for (int row = 0; row < table.Count; row++)
        {
            IEnumerable<string> cells = columns.Select((column, i) => table.IsKnown(row, i) ? Of(column, table[row, i]) : missing);
            writer.WriteLine(string.Join(',', (hasIds ? cells.Prepend(table.RowIds[row]) : cells).Select(cell => Field(cell, ','))));
        }
    }
}
