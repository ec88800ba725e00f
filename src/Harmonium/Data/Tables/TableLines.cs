using Harmonium.Data.Formats;
using Harmonium.Data.Streams;

namespace Harmonium.Data.Tables;

/// <summary>The lines of a table file: the header, then one line per row.</summary>
internal sealed class TableLines : IDisposable
{
    private readonly ByteSource _source;
    private readonly LineReader _lines;
    private readonly DataLimits _limits;
    private long _empty;
    private CommaMeaning? _comma;
    private int _rows;

    internal TableLines(string path, DataLimits limits)
    {
        _limits = limits;
        Path = path;
        _source = ByteSource.Open(path, limits);
        _lines = new LineReader(_source, limits);
        try
        {
            if (!_lines.TryReadRecord(0, out ReadOnlySpan<byte> first) || first.IsEmpty)
                throw new DataFileException(path, "is empty; a line with the names of the columns is expected.", 1);
            Header = first.ToArray();
            byte separator = CsvLayout.SeparatorOf(first);
            Separator = separator == (byte)' ' ? (byte)',' : separator;
            List<string> names = [];
            CsvFields fields = new(first, Separator, path, 1);
            while (fields.MoveNext())
                names.Add(fields.Text);
            if (names.Count > limits.MaximumColumns)
                throw new DataFileException(path, $"has {names.Count} columns; the limit is {limits.MaximumColumns}.", 1);
            int twice = names.FindIndex(name => name.Length > 0 && names.IndexOf(name) != names.LastIndexOf(name));
            if (twice >= 0)
                throw new DataFileException(path, $"has two columns “{Printable.Of(names[twice])}”; names must differ.", 1,
                    names.LastIndexOf(names[twice]) + 1);
            Names = names;
        }
        catch (DataFileException)
        {
            _source.Dispose();
            throw;
        }
    }

    internal string Path { get; }

    internal byte[] Header { get; }

    internal byte Separator { get; }

    internal IReadOnlyList<string> Names { get; }

    /// <summary>The number of the last line read, counted from 1.</summary>
    internal long Line => _lines.Line;

    /// <summary>Moves to the next row. Empty lines are allowed only at the end.</summary>
    internal bool TryRead(out ReadOnlySpan<byte> line)
    {
        while (_lines.TryReadRecord(Separator, out line))
        {
            if (line.IsEmpty)
            {
                _empty = _empty == 0 ? Line : _empty;
                continue;
            }

            if (_empty != 0)
                throw new DataFileException(Path, "is empty, but rows follow. Remove empty lines.", _empty);
            if (_rows++ == _limits.MaximumRows)
                throw new DataFileException(Path, $"exceeds the limit of {_limits.MaximumRows} rows.", Line);
            return true;
        }

        return false;
    }

    /// <summary>Returns the fields of a line.</summary>
    internal CsvFields FieldsOf(ReadOnlySpan<byte> line) => new(line, Separator, Path, Line);

    /// <summary>The meaning of the commas in the numbers of the file, which is read once more on the first use.</summary>
    internal CommaMeaning Comma => _comma ??= CsvNumbers.MeaningIn(Path, Separator, _limits);

    /// <summary>A notice about the meaning of commas; null if there are none.</summary>
    internal string? CommaNotice => CsvNumbers.NoticeOf(_comma);

    /// <summary>Throws if the number of fields of a line differs from the number of names. A separator at the end of a line is allowed.</summary>
    internal void RequireWhole(CsvFields at)
    {
        int fields = at.Column;
        if (fields != Names.Count && !(fields == Names.Count + 1 && at.Current.IsEmpty && !at.MoveNext()))
            throw new DataFileException(Path,
                $"has {(fields > Names.Count ? $"more than {Names.Count}" : $"{fields}")} fields; the first line has {Names.Count} names. Every line needs " +
                "as many fields as the first.", Line, fields);
    }

    public void Dispose() => _source.Dispose();
}
