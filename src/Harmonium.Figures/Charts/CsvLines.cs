namespace Harmonium.Figures.Charts;

/// <summary>Writes the numbers of a chart as CSV (RFC 4180).</summary>
internal static class CsvLines
{
    /// <summary>Returns a heading and rows. Cells with commas, quotes or line ends are quoted.</summary>
    internal static string Of(IReadOnlyList<string> heading, IEnumerable<IReadOnlyList<string>> rows) =>
        string.Concat(rows.Prepend(heading).Select(row => string.Join(',', row.Select(Quoted)) + "\n"));

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
}
