using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Cli.Output;

/// <summary>A table of text. On a terminal that is too narrow, the values of a row are written below each other.</summary>
internal sealed class TextTable(IReadOnlyList<string> columns)
{
    private const int Gap = 2;
    private readonly List<(string Name, IReadOnlyList<string> Values)> _rows = [];

    /// <summary>Adds a row with one value per column.</summary>
    internal void Add(string name, IReadOnlyList<string> values) => _rows.Add((name, values));

    /// <summary>Returns true if the rows fit a terminal of this width.</summary>
    internal bool Fits(int width)
    {
        (int first, int[] widths) = Widths();
        return first + widths.Sum(each => each + Gap) <= width;
    }

    /// <summary>Writes all rows.</summary>
    internal void Write(TextWriter writer, int width)
    {
        (int first, int[] widths) = Widths();
        if (!Fits(width))
        {
            WriteStacked(writer);
            return;
        }

        WriteLine(writer, "", columns, first, widths);
        foreach ((string name, IReadOnlyList<string> values) in _rows)
            WriteLine(writer, name, values, first, widths);
    }

    private (int First, int[] Widths) Widths() => (
        _rows.Count == 0 ? 0 : _rows.Max(row => row.Name.Length),
        [.. columns.Select((column, i) => Math.Max(column.Length, _rows.Count == 0 ? 0 : _rows.Max(row => row.Values[i].Length)))]);

    private static void WriteLine(TextWriter writer, string name, IReadOnlyList<string> values, int first, int[] widths) =>
        writer.WriteLine((name.PadRight(first) + string.Concat(values.Select((value, i) => new string(' ', Gap) + value.PadRight(widths[i])))).TrimEnd());

    private void WriteStacked(TextWriter writer)
    {
        foreach ((string name, IReadOnlyList<string> values) in _rows)
        {
            writer.WriteLine(name);
            for (int i = 0; i < columns.Count; i++)
                writer.WriteLine($"  {columns[i]}: {values[i]}");
        }
    }
}
