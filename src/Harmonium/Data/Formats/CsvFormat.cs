using Harmonium.Data.Streams;
using Harmonium.Numerics;

namespace Harmonium.Data.Formats;

/// <summary>
/// Numbers as text, one line per example, plain or gzip. Separated by commas, semicolons, tabs or spaces; optionally with a header and a label column.
/// </summary>
internal sealed class CsvFormat : DataFormat
{
    internal override string Description => "CSV (.csv, .tsv, .csv.gz)";

    internal override bool Recognizes(string path) => EndsWithAny(path, ".csv", ".csv.gz", ".tsv", ".tsv.gz");

    internal override DataSplits Read(string path, DataLimits limits, DataOptions options)
    {
        using ByteSource source = ByteSource.Open(path, limits);
        LineReader lines = new(source, limits);
        if (!lines.TryReadRecord(0, out ReadOnlySpan<byte> first) || first.IsEmpty)
            throw new DataFileException(path, "is empty; numbers are expected.", 1);
        byte[] start = first.ToArray();
        byte[] second = lines.TryReadRecord(CsvLayout.SeparatorOf(start), out ReadOnlySpan<byte> line) ? line.ToArray() : [];
        CsvLayout layout = CsvLayout.Of(start, second, path, options);
        RatingsList.Refuse(path, layout.Names ?? []);
        CsvTable table = new(path, layout, limits);
        if (layout.Names is null)
            table.Add(start, 1);
        long empty = 0;
        for (bool more = lines.Line > 1; more; more = lines.TryReadRecord(layout.Separator, out line))
        {
            if (line.IsEmpty)
            {
                empty = empty == 0 ? lines.Line : empty;
                continue;
            }

            if (empty != 0)
                throw new DataFileException(path, "is empty, but lines with numbers follow. Remove empty lines.", empty);
            table.Add(line, lines.Line);
        }

        return new DataSplits(table.ToDataset(NameOf(path), options), null, null);
    }

    /// <summary>Collects the examples of a CSV file while it is read.</summary>
    private sealed class CsvTable(string path, CsvLayout layout, DataLimits limits)
    {
        private readonly LabelColumn _labels = new(limits);
        private readonly IdColumn? _ids = layout.MayHaveIds ? new IdColumn(layout.Names![0]) : null;
        private readonly int _columns = layout.Fields - (layout.LabelField is null ? 0 : 1);
        private float[] _numbers = [];
        private int _count;
        private int _filled;
        private bool _hasBooleans;
        private CommaMeaning? _comma;

        internal void Add(ReadOnlySpan<byte> line, long lineNumber)
        {
            if (_count == limits.MaximumRows)
                throw new DataFileException(path, $"exceeds the limit of {limits.MaximumRows} examples.", lineNumber);
            if ((_filled + (long)_columns) * sizeof(float) > limits.MaximumBytes || _filled + (long)_columns > Array.MaxLength)
                throw new DataFileException(path, $"contains more values than the limit of {limits.MaximumBytes} bytes allows.", lineNumber);
            if (_filled + _columns > _numbers.Length)
                Array.Resize(ref _numbers, (int)Math.Min(Array.MaxLength, Math.Max(_filled + (long)_columns, 2L * _numbers.Length)));
            CsvFields fields = new(line, layout.Separator, path, lineNumber);
            while (fields.MoveNext())
            {
                if (fields.Column > layout.Fields)
                    break;
                if (fields.Column == layout.LabelField)
                    _labels.Add(fields.Text, path, lineNumber, fields.Column);
                else if (fields.Column == 1 && _ids is not null)
                    _numbers[_filled++] = _ids.Add(fields, lineNumber);
                else
                    _numbers[_filled++] = NumberOf(fields);
            }

            bool endsWithSeparator = fields.Column == layout.Fields + 1 && fields.Current.IsEmpty && !fields.MoveNext();
            if (fields.Column != layout.Fields && !endsWithSeparator)
            {
                string found = fields.Column > layout.Fields ? $"more than {layout.Fields}" : $"{fields.Column}";
                throw new DataFileException(path, $"has {found} fields; the first line has {layout.Fields}. Every line needs as many fields as the first.",
                    lineNumber, fields.Column);
            }

            _count++;
        }

        private float NumberOf(CsvFields fields)
        {
            if (_comma is null && CsvNumbers.HasComma(fields.Current))
                _comma = CsvNumbers.MeaningIn(path, layout.Separator, limits);
            _hasBooleans |= CsvNumbers.IsBoolean(fields.Current, out _);
            return fields.ReadNumber(_comma ?? CommaMeaning.Unknown, booleans: true);
        }

        internal Dataset ToDataset(string name, DataOptions options)
        {
            if (_count == 0)
                throw new DataFileException(path, "has a header but no line of numbers.", 1);
            List<string> notices = [.. layout.Notices];
            if (CsvNumbers.NoticeOf(_comma) is { } commas)
                notices.Add(commas);
            if (_hasBooleans)
                notices.Add("True is read as 1, and False as 0.");
            IReadOnlyList<string>? names = layout.Names is null ? null : [.. layout.Names.Where((_, i) => i + 1 != layout.LabelField)];
            int columns = _columns;
            RowIds ids = new(_count);
            if (_ids?.Finish(path) is { } found)
            {
                RemoveFirstColumn();
                columns--;
                names = [.. names!.Skip(1)];
                ids = found;
                notices.Add($"The first column ({(layout.Names![0].Length == 0 ? "without a name" : layout.Names[0])}) is different in each line: it holds " +
                    "the ids of the rows and is not used as data.");
            }

            if (names is not null && DataColumns.Unique(names) is null)
            {
                notices.Add($"Two columns are called {Printable.Of(names.First(name => names.Count(other => other == name) > 1))}, so columns are matched by " +
                    "position, not by name.");
                names = null;
            }

            ItemShape shape = options.Shape ?? ItemShape.Vector(columns);
            if (shape.Columns != columns)
                throw new DataFileException(path, $"has {columns} values per line, which do not fit the shape {shape} of {shape.Columns}.");
            Tensor values = Tensor.From(_numbers.AsSpan(0, _filled), _count, columns);
            if (options.Scale is float scale)
                System.Numerics.Tensors.TensorPrimitives.Multiply(values.AsSpan(), scale, values.AsSpan());
            if (layout.LabelField is null)
                return new Dataset(name, new FloatExamples(values), shape) { ColumnNames = names, RowIds = ids, Notices = notices };
            (int[] labels, IReadOnlyList<string>? classNames) = _labels.Finish();
            return new Dataset(name, new FloatExamples(values), shape)
            {
                Labels = labels,
                ClassNames = classNames,
                ColumnNames = names,
                RowIds = ids,
                Notices = notices,
            };
        }

        private void RemoveFirstColumn()
        {
            int kept = _columns - 1;
            for (int row = 0; row < _count; row++)
                _numbers.AsSpan((row * _columns) + 1, kept).CopyTo(_numbers.AsSpan(row * kept));
            _filled = _count * kept;
        }
    }
}
