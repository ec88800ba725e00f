using System.Globalization;
using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Reports.Blocks;

/// <summary>Writes lines of plain text.</summary>
internal sealed class TextPage
{
    private const string ColumnGap = "  ";

    private readonly TextWriter _to;
    private readonly int _width;

    internal TextPage(TextWriter to, int width, Language language)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 40);
        (_to, _width, Language) = (to, width, language);
    }

    /// <summary>Gets the language of tables and numbers.</summary>
    internal Language Language { get; }

    internal void Line(string words = "") => _to.WriteLine(words.Replace('−', '-').Replace('\u00A0', ' ').TrimEnd());

    internal void Heading(string words, char underline)
    {
        Line(words);
        Line(new string(underline, WidthOf(words)));
        Line();
    }

    internal void Paragraph(string words)
    {
        string line = "";
        foreach (string word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && WidthOf(line) + 1 + WidthOf(word) > _width)
            {
                Line(line);
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        Line(line);
        Line();
    }

    internal void Indented(string words)
    {
        Line("    " + words);
        Line();
    }

    internal void Table(ReportTable table)
    {
        string[] headings = [.. table.Columns.Select(column => column.Heading)];
        int[] widths = [.. headings.Select((heading, i) => table.Rows.Select(row => WidthOf(row[i])).Append(WidthOf(heading)).Max())];
        Line(InlineText.Plain(table.Caption));
        Row(table, headings, widths);
        Line(string.Join(ColumnGap, widths.Select(width => new string('-', width))));
        foreach (IReadOnlyList<string> row in table.Rows)
            Row(table, row, widths);
        Line();
    }

    private void Row(ReportTable table, IReadOnlyList<string> cells, int[] widths) =>
        Line(string.Join(ColumnGap, cells.Select((cell, i) => Padded(cell, widths[i], table.Columns[i].Alignment))));

    private static string Padded(string cell, int width, Alignment alignment)
    {
        string space = new(' ', width - WidthOf(cell));
        return alignment == Alignment.Right ? space + cell : cell + space;
    }

    // A letter with its accents has a width of one.
    private static int WidthOf(string words) => new StringInfo(words).LengthInTextElements;
}
