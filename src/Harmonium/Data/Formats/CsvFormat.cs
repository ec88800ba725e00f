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
        if (!lines.TryRead(out ReadOnlySpan<byte> first) || first.IsEmpty)
            throw new DataFileException(path, "is empty; numbers are expected.", 1);
        CsvLayout layout = CsvLayout.Of(first, path, options);
        CsvTable table = new(path, layout, limits);
        if (!layout.HasHeader)
            table.Add(first, lines.Line);
        long empty = 0;
        while (lines.TryRead(out ReadOnlySpan<byte> line))
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
        private readonly CsvLabels _labels = new(limits);
        private readonly int _columns = layout.Fields - (layout.LabelField is null ? 0 : 1);
        private float[] _numbers = [];
        private int _count;
        private int _filled;

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
                else
                    _numbers[_filled++] = fields.ReadNumber();
            }

            if (fields.Column != layout.Fields)
            {
                string found = fields.Column > layout.Fields ? $"more than {layout.Fields}" : $"{fields.Column}";
                throw new DataFileException(path, $"has {found} fields; the first line has {layout.Fields}. Every line needs as many fields as the first.",
                    lineNumber, fields.Column);
            }

            _count++;
        }

        internal Dataset ToDataset(string name, DataOptions options)
        {
            if (_count == 0)
                throw new DataFileException(path, "has a header but no line of numbers.", 1);
            ItemShape shape = options.Shape ?? ItemShape.Vector(_columns);
            if (shape.Columns != _columns)
                throw new DataFileException(path, $"has {_columns} values per line, which do not fit the shape {shape} of {shape.Columns}.");
            Tensor values = Tensor.From(_numbers.AsSpan(0, _filled), _count, _columns);
            if (options.Scale is float scale)
                System.Numerics.Tensors.TensorPrimitives.Multiply(values.AsSpan(), scale, values.AsSpan());
            if (layout.LabelField is null)
                return new Dataset(name, new FloatExamples(values), shape);
            (int[] labels, IReadOnlyList<string>? names) = _labels.Finish();
            return new Dataset(name, new FloatExamples(values), shape)
            {
                Labels = labels,
                ClassNames = names,
                Notices = [$"Labels are read from column {layout.LabelField} ({layout.LabelName})."],
            };
        }
    }
}
