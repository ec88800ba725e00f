using System.Text;
using Harmonium.Data.Formats;

namespace Harmonium.Data.Tables;

/// <summary>
/// Finds out what the columns of a file are: two words of a usual pair make yes-no, whole numbers from 0 on a count, other numbers real, at
/// most <see cref="MostWords"/> words categorical. A column with more words, or with one value only, is left out.
/// </summary>
internal static class TableInference
{
    /// <summary>More words than these are names or notes rather than categories.</summary>
    internal const int MostWords = 64;

    private static readonly (string No, string Yes)[] _pairs = [("no", "yes"), ("n", "y"), ("false", "true"), ("f", "t"), ("0", "1")];

    internal static TableSchema SchemaOf(string path, DataLimits limits, List<string> notices)
    {
        using TableLines lines = new(path, limits);
        ColumnScan[] scans = [.. lines.Names.Select(name => new ColumnScan(name))];
        byte[][] missing = [.. TableSchema.UsualMissing.Select(Encoding.UTF8.GetBytes)];
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            CsvFields fields = lines.FieldsOf(line);
            while (fields.MoveNext() && fields.Column <= scans.Length)
            {
                if (!TableRows.IsMissing(fields, missing))
                    scans[fields.Column - 1].Add(fields);
            }

            lines.RequireWhole(fields.Column);
        }

        TableColumn[] columns = [.. scans.Select(scan => scan.Column).OfType<TableColumn>()];
        if (columns.Length == 0)
            throw new DataFileException(path,
                "has no column that can be learned from: each is empty, has one value only, or too many words. Describe the columns in a schema.", 1);
        notices.Add($"Columns: {string.Join(", ", columns.Select(column => $"{Printable.Of(column.Name)} ({TableSchemaJson.WordOf(column.Kind)})"))}. A " +
            "schema says it otherwise.");
        string[] left = [.. scans.Where(scan => scan.Column is null).Select(scan => $"{Printable.Of(scan.Name)} ({scan.WhyNot})")];
        if (left.Length > 0)
            notices.Add($"Not learned from: {string.Join(", ", left)}.");
        return new TableSchema(columns);
    }

    private sealed class ColumnScan(string name)
    {
        private readonly HashSet<string> _words = new(StringComparer.Ordinal);
        private bool _numbers = true;
        private bool _counts = true;

        internal string Name => name;

        internal string WhyNot => name.Length == 0 ? "without a name"
            : _words.Count switch { 0 => "empty", 1 => "one value only", _ => $"more than {MostWords} words" };

        internal TableColumn? Column
        {
            get
            {
                if (name.Length == 0 || _words.Count < 2)
                    return null;
                if (_words.Count == 2 && PairOf() is { } pair)
                    return TableColumn.YesNo(name, pair.No, pair.Yes);
                if (_numbers)
                    return _counts ? TableColumn.Count(name) : TableColumn.Real(name);
                return _words.Count <= MostWords ? TableColumn.Categorical(name, [.. _words.Order(StringComparer.Ordinal)]) : null;
            }
        }

        internal void Add(CsvFields fields)
        {
            if (_numbers)
            {
                _numbers = CsvFields.IsNumber(fields.Current, out float number) && float.IsFinite(number);
                _counts &= _numbers && number >= 0 && float.IsInteger(number);
            }

            if (_words.Count <= MostWords)
                _words.Add(fields.Text);
        }

        private (string No, string Yes)? PairOf()
        {
            foreach ((string no, string yes) in _pairs)
            {
                string? first = _words.FirstOrDefault(word => word.Equals(no, StringComparison.OrdinalIgnoreCase)),
                    second = _words.FirstOrDefault(word => word.Equals(yes, StringComparison.OrdinalIgnoreCase));
                if (first is not null && second is not null)
                    return (first, second);
            }

            return null;
        }
    }
}
