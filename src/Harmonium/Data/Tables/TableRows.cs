using System.Text;
using Harmonium.Data.Formats;
using Harmonium.Numerics;

namespace Harmonium.Data.Tables;

/// <summary>Collects the rows of a table while its file is read.</summary>
internal sealed class TableRows
{
    private readonly TableSchema _schema;
    private readonly TableLines _lines;
    private readonly DataLimits _limits;
    private readonly int[] _places;
    private readonly Dictionary<string, int>[] _words;
    private readonly byte[][] _missing;
    private readonly List<string>? _ids;
    private float[] _cells = [];
    private int _count;

    internal TableRows(TableSchema schema, TableLines lines, DataLimits limits)
    {
        _schema = schema;
        _lines = lines;
        _limits = limits;
        _places = PlacesOf(schema, lines);
        _ids = _places[0] < 0 && RowIds.MayName(lines.Names[0]) ? [] : null;
        _words = [.. schema.Columns.Select(column =>
            column.Values.Select((word, i) => (word, i)).ToDictionary(pair => pair.word, pair => pair.i, StringComparer.Ordinal))];
        _missing = [.. schema.Missing.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Returns, for every field of a line, its column in the schema, or −1.</summary>
    /// <exception cref="DataFileException">A column of the schema is not in the file.</exception>
    internal static int[] PlacesOf(TableSchema schema, TableLines lines)
    {
        int[] places = new int[lines.Names.Count];
        places.AsSpan().Fill(-1);
        for (int column = 0; column < schema.Columns.Count; column++)
        {
            string name = schema.Columns[column].Name;
            int place = 0;
            while (place < places.Length && lines.Names[place] != name)
                place++;
            if (place == places.Length)
            {
                string hint = NameDistance.Nearest(name, lines.Names) is { } near ? $" Did you mean “{Printable.Of(near)}”?" : "";
                throw new DataFileException(lines.Path,
                    $"has no column “{Printable.Of(name)}”, which is in the schema; its columns are " +
                    $"{string.Join(", ", lines.Names.Take(10).Select(known => Printable.Of(known)))}{(lines.Names.Count > 10 ? ", …" : "")}.{hint}", 1);
            }

            places[place] = column;
        }

        return places;
    }

    internal void Add(ReadOnlySpan<byte> line)
    {
        int columns = _schema.Columns.Count;
        long needed = ((long)_count + 1) * columns;
        if (needed * sizeof(float) > _limits.MaximumBytes || needed > Array.MaxLength)
            throw new DataFileException(_lines.Path, $"contains more cells than the limit of {_limits.MaximumBytes} bytes allows.", _lines.Line);
        if (needed > _cells.Length)
            Array.Resize(ref _cells, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _cells.Length)));
        CsvFields fields = _lines.FieldsOf(line);
        while (fields.MoveNext() && fields.Column <= _places.Length)
        {
            int column = _places[fields.Column - 1];
            if (column < 0 && fields.Column == 1)
                _ids?.Add(fields.Text);
            if (column >= 0)
                _cells[(_count * columns) + column] = CellOf(fields, column);
        }

        _lines.RequireWhole(fields);
        _count++;
    }

    internal Table ToTable(string name, IReadOnlyList<string> notices)
    {
        if (_count == 0)
            throw new DataFileException(_lines.Path, "has a header but no rows.", 1);
        int columns = _schema.Columns.Count;
        bool hasIds = _ids is not null && _ids.Distinct(StringComparer.Ordinal).Count() == _count;
        return new Table(name, _schema, Tensor.From(_cells.AsSpan(0, _count * columns), _count, columns))
        {
            RowIds = hasIds ? new RowIds(_lines.Names[0], _ids!) : new RowIds(_count),
            Notices = notices,
        };
    }

    internal static bool IsMissing(CsvFields fields, byte[][] missing)
    {
        foreach (byte[] word in missing)
        {
            if (fields.Current.SequenceEqual(word))
                return true;
        }

        return false;
    }

    private float CellOf(CsvFields fields, int column)
    {
        if (IsMissing(fields, _missing))
            return float.NaN;
        TableColumn described = _schema.Columns[column];
        if (!described.IsNumeric)
        {
            return _words[column].TryGetValue(fields.Text, out int place) ? place
                : throw new DataFileException(_lines.Path,
                    $"({Printable.Of(described.Name)}) contains “{Printable.Of(fields.Text)}”; expected one of " +
                    $"{string.Join(", ", described.Values.Take(10).Select(word => Printable.Of(word)))}{(described.Values.Count > 10 ? ", …" : "")}. Add the " +
                    "word to the schema, or correct the cell.", _lines.Line, fields.Column);
        }

        float number = CsvNumbers.HasComma(fields.Current) ? fields.ReadNumber(_lines.Comma) : fields.ReadNumber();
        return described.Kind == ColumnKind.Real || (number >= 0 && float.IsInteger(number)) ? number
            : throw new DataFileException(_lines.Path,
                $"({Printable.Of(described.Name)}) contains “{Printable.Of(fields.Text)}”; a count must be a whole number of at least 0. Make the column " +
                "real in the schema, or correct the cell.", _lines.Line, fields.Column);
    }
}
