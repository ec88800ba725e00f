using System.Globalization;
using System.Text;

namespace Harmonium.Data.Tables;

/// <summary>The cells of a table as the text of a CSV file.</summary>
internal static class TableText
{
    /// <summary>The text of a cell: shortest digits that give the number back, or the word.</summary>
    internal static string Of(TableColumn column, float cell) =>
        column.IsNumeric ? cell.ToString("R", CultureInfo.InvariantCulture) : column.Values[(int)cell];

    /// <summary>The text of a number that was made, not observed: six digits, whole for counts.</summary>
    internal static string OfMade(TableColumn column, double value) => column.Kind == ColumnKind.Count
        ? Math.Max(0, Math.Round(value)).ToString("F0", CultureInfo.InvariantCulture)
        : ((float)value).ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A field of a CSV line, in quotes where it needs them.</summary>
    internal static string Field(string text, char separator) =>
        text.Contains(separator) || text.AsSpan().ContainsAny("\"\r\n") || text.StartsWith(' ') || text.EndsWith(' ')
            ? $"\"{text.Replace("\"", "\"\"")}\"" : text;

    /// <summary>Writes a table as comma-separated lines with a line of names; missing cells as the first of the words for them.</summary>
    internal static void Write(Table table, Stream into)
    {
        using StreamWriter writer = new(into, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        IReadOnlyList<TableColumn> columns = table.Schema.Columns;
        string missing = table.Schema.Missing.Count > 0 ? table.Schema.Missing[0] : "";
        writer.WriteLine(string.Join(',', columns.Select(column => Field(column.Name, ','))));
        for (int row = 0; row < table.Count; row++)
            writer.WriteLine(string.Join(',', columns.Select((column, i) => Field(table.IsKnown(row, i) ? Of(column, table[row, i]) : missing, ','))));
    }
}
