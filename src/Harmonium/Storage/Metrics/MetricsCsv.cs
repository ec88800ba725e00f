using System.Globalization;
using System.Text;
using Harmonium.Storage.Files;

namespace Harmonium.Storage.Metrics;

/// <summary>
/// Reads and writes the text of <c>metrics.csv</c>: step, epoch, seconds, the stage if there are several, then the metrics. An empty cell means no value.
/// </summary>
internal static class MetricsCsv
{
    /// <summary>The column of the stage, after the fixed columns, if a training has several stages.</summary>
    internal const string Stage = "stage";

    private static readonly string[] _fixed = ["step", "epoch", "seconds"];

    internal static void RequireName(string metric)
    {
        if (metric.Length == 0 || metric.AsSpan().ContainsAny(",\"\r\n") || metric == Stage || _fixed.Contains(metric, StringComparer.Ordinal))
            throw new ArgumentException($"The metric name {Quotation.Of(metric)} is invalid: a name must not be empty, and must not contain a " +
                "comma, quote or line break. The names step, epoch, seconds and stage are reserved.");
    }

    internal static string Header(IReadOnlyList<string> metrics) => string.Join(',', _fixed.Concat(metrics)) + "\n";

    internal static string Line(MetricsRow row, IReadOnlyList<string> metrics)
    {
        StringBuilder line = new();
        line.Append(CultureInfo.InvariantCulture, $"{row.Step},{row.Epoch},{row.Seconds}");
        foreach (string metric in metrics)
        {
            line.Append(',');
            if (metric == Stage)
                line.Append(row.Stage);
            else if (row.Values.TryGetValue(metric, out double value))
                line.Append(value.ToString("R", CultureInfo.InvariantCulture));
        }

        return line.Append('\n').ToString();
    }

    /// <summary>Reads the table, and the length of its complete lines in bytes. A last line without its end was truncated by a crash and is ignored.</summary>
    internal static (MetricsTable Table, int WholeBytes) Read(ReadOnlySpan<byte> bytes, string path)
    {
        int whole = bytes.LastIndexOf((byte)'\n') + 1;
        if (whole == 0)
            return (new MetricsTable([], []), 0);
        string[] lines = Encoding.UTF8.GetString(bytes[..(whole - 1)]).Split('\n');
        string[] names = lines[0].Split(',');
        if (!names.Take(_fixed.Length).SequenceEqual(_fixed, StringComparer.Ordinal) || names.Distinct(StringComparer.Ordinal).Count() != names.Length)
            throw Refuse(path, 1, $"the header is {Quotation.Of(lines[0])}; step, epoch, seconds and then distinct names are expected");
        List<MetricsRow> rows = [];
        for (int i = 1; i < lines.Length; i++)
        {
            MetricsRow row = Row(lines[i].Split(','), names, path, i + 1);
            if (rows.Count > 0 && row.Step <= rows[^1].Step)
                throw Refuse(path, i + 1, $"step {row.Step} follows step {rows[^1].Step}; steps must increase");
            rows.Add(row);
        }

        return (new MetricsTable(names[_fixed.Length..], rows), whole);
    }

    private static MetricsRow Row(string[] cells, string[] names, string path, int line)
    {
        if (cells.Length != names.Length)
            throw Refuse(path, line, $"there are {cells.Length} cells for {names.Length} columns");
        if (!long.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out long step)
            || !int.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch))
            throw Refuse(path, line, $"step and epoch are {Quotation.Of(cells[0])} and {Quotation.Of(cells[1])}; whole numbers are expected");
        Dictionary<string, double> values = new(StringComparer.Ordinal);
        string? stage = null;
        for (int i = _fixed.Length; i < cells.Length; i++)
        {
            if (names[i] == Stage)
                stage = cells[i].Length > 0 ? cells[i] : null;
            else if (cells[i].Length > 0)
                values.Add(names[i], Number(cells[i], names[i], path, line));
        }

        return new MetricsRow(step, epoch, Number(cells[2], names[2], path, line), values) { Stage = stage };
    }

    private static double Number(string cell, string name, string path, int line) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw Refuse(path, line, $"{Quotation.Of(name)} is {Quotation.Of(cell)}; a number is expected");

    private static StorageException Refuse(string path, int line, string found) =>
        new(path, $"{Quotation.Of(path)}, line {line}: {found}. Restore the file, or delete it to continue without the earlier rows.");
}
