using System.Globalization;
using System.Text;
using Harmonium.Data.Formats;

namespace Harmonium.Data.Tables;

/// <summary>
/// Infers the schema of a file. Two words of a known pair make a yes-no column, whole numbers from 0 a count, other numbers a real column, and at
/// most <see cref="MostWords"/> words a categorical column. A column with more words, or with a single value, is ignored.
/// </summary>
internal static class TableInference
{
    /// <summary>A column with more words contains names or notes rather than categories.</summary>
    internal const int MostWords = 64;

    /// <summary>A column with at least this share of numbers has no categories.</summary>
    private const double MostlyNumbers = 0.8;

    private static readonly (string No, string Yes)[] _pairs = [("no", "yes"), ("n", "y"), ("false", "true"), ("f", "t"), ("0", "1")];

    internal static TableSchema SchemaOf(string path, DataLimits limits, List<string> notices)
    {
        using TableLines lines = new(path, limits);
        RatingsList.Refuse(path, lines.Names);
        ColumnScan[] scans = [.. lines.Names.Select((name, i) => new ColumnScan(name, mayHaveIds: i == 0 && lines.Names.Count > 1 && RowIds.MayName(name)))];
        byte[][] missing = [.. TableSchema.UsualMissing.Select(Encoding.UTF8.GetBytes)];
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            CsvFields fields = lines.FieldsOf(line);
            while (fields.MoveNext() && fields.Column <= scans.Length)
            {
                if (TableRows.IsMissing(fields, missing))
                    scans[fields.Column - 1].AddMissing();
                else
                    scans[fields.Column - 1].Add(fields, lines);
            }

            lines.RequireWhole(fields);
        }

        foreach (ColumnScan scan in scans)
            scan.RequireOneKind(path);
        ColumnScan[] data = [.. scans.Where(scan => scan.Name.Length > 0 && !scan.HasIds)];
        if (RatingsTable.Recognize([.. data.Select(scan => (scan.Name, scan.Words, scan.IsNumeric))], data.Length == 0 ? 0 : data.Average(scan => scan.Missing))
            is { } ratings)
        {
            notices.Add($"The columns look like ratings, with {data.Average(scan => scan.Missing):P0} of the cells missing. They are read as categories: " +
                $"{ClassLabels.ListOf(ratings[0].Values)}. Use a schema to change them.");
            return new TableSchema(ratings);
        }

        TableColumn[] columns = [.. scans.Select(scan => scan.Column).OfType<TableColumn>()];
        if (columns.Length == 0)
            throw new DataFileException(path,
                "has no usable column: each is empty, has a single value, or has too many words. Describe the columns in a schema.", 1);
        if (lines.CommaNotice is { } commas)
            notices.Add(commas);
        notices.Add($"Columns: {string.Join("; ", scans.Where(scan => scan.Column is not null).Select(scan => scan.Description))}. " +
            "Use a schema to change them.");
        string[] left = [.. scans.Where(scan => scan.Column is null).Select(scan => $"{Printable.Of(scan.Name)} ({scan.WhyNot})")];
        if (left.Length > 0)
            notices.Add($"Ignored columns: {string.Join(", ", left)}.");
        return new TableSchema(columns);
    }

    private sealed class ColumnScan(string name, bool mayHaveIds)
    {
        private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
        private readonly HashSet<string> _words = new(StringComparer.Ordinal);
        private bool _numbers = true;
        private bool _counts = true;
        private float _least = float.PositiveInfinity;
        private float _greatest = float.NegativeInfinity;
        private int _missing;
        private int _cells;
        private int _numeric;
        private string _other = "";
        private long _otherLine;
        private int _otherColumn;

        internal string Name => name;

        internal IReadOnlyCollection<string> Words => _words;

        internal bool IsNumeric => _numbers;

        /// <summary>The fraction of missing cells.</summary>
        internal double Missing => (double)_missing / Math.Max(1, _missing + _cells);

        /// <summary>True if every cell is another id.</summary>
        internal bool HasIds => mayHaveIds && _missing == 0 && _ids.Count == _cells && (!_numbers || _counts);

        internal string WhyNot => HasIds ? "the ids of the rows" : name.Length == 0 ? "without a name"
            : _words.Count switch { 0 => "empty", 1 => "a single value", _ => $"more than {MostWords} words" };

        internal TableColumn? Column
        {
            get
            {
                if (name.Length == 0 || _words.Count < 2 || HasIds)
                    return null;
                if (_words.Count == 2 && PairOf() is { } pair)
                    return TableColumn.YesNo(name, pair.No, pair.Yes);
                if (_numbers)
                    return _counts ? TableColumn.Count(name) : TableColumn.Real(name);
                return _words.Count <= MostWords ? TableColumn.Categorical(name, [.. _words.Order(StringComparer.Ordinal)]) : null;
            }
        }

        /// <summary>The name, the kind, the range or words, and the number of missing cells.</summary>
        internal string Description
        {
            get
            {
                TableColumn column = Column!;
                string range = column.IsNumeric ? string.Create(CultureInfo.InvariantCulture, $"from {_least:G6} to {_greatest:G6}")
                    : ClassLabels.ListOf(column.Values);
                string missing = _missing > 0 ? $", {_missing} missing" : "";
                return $"{Printable.Of(name)} ({TableSchemaJson.WordOf(column.Kind)}, {range}{missing})";
            }
        }

        /// <summary>Throws if most cells are numbers but some are not: these are typing errors or words for a missing cell rather than categories.</summary>
        internal void RequireOneKind(string path)
        {
            if (_numbers || _numeric < MostlyNumbers * _cells || HasIds)
                return;
            throw new DataFileException(path,
                $"({Printable.Of(name)}) contains “{Printable.Of(_other)}”, but {_numeric} of {_cells} cells of the column are numbers. Write numbers with a " +
                "decimal point and without separators. For a word that means a missing cell, or for categories, describe the columns in a schema.",
                _otherLine, _otherColumn);
        }

        internal void AddMissing() => _missing++;

        internal void Add(CsvFields fields, TableLines lines)
        {
            bool hasComma = CsvNumbers.HasComma(fields.Current);
            bool isNumber = CsvNumbers.IsNumber(fields.Current, out float number) || (hasComma && CsvNumbers.IsNumber(fields.Current, lines.Comma, out number));
            isNumber &= float.IsFinite(number);
            _cells++;
            if (mayHaveIds)
                _ids.Add(fields.Text);
            _numeric += isNumber || hasComma ? 1 : 0;
            if (isNumber)
                (_least, _greatest) = (Math.Min(_least, number), Math.Max(_greatest, number));
            else if (_numbers)
                (_numbers, _other, _otherLine, _otherColumn) = (false, fields.Text, lines.Line, fields.Column);
            _counts &= isNumber && number >= 0 && float.IsInteger(number);
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
