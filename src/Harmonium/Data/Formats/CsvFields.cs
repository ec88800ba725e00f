using System.Text;

namespace Harmonium.Data.Formats;

/// <summary>The fields of one line of a CSV file (RFC 4180), and the numbers in them.</summary>
internal ref struct CsvFields(ReadOnlySpan<byte> line, byte separator, string file, long lineNumber)
{
    // A run of spaces is one separator, so that columns may be aligned.
    private readonly ReadOnlySpan<byte> _line = separator == (byte)' ' ? line.Trim((byte)' ') : line;
    private int _position = -1;

    /// <summary>The number of the current field, counted from 1.</summary>
    internal int Column { get; private set; }

    /// <summary>The current field, without surrounding spaces and quotes. Doubled quotes inside are kept.</summary>
    internal ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>The current field as written, with its quotes and surrounding spaces.</summary>
    internal ReadOnlySpan<byte> Raw { get; private set; }

    /// <summary>The current field as text.</summary>
    internal readonly string Text => Encoding.UTF8.GetString(Current).Replace("\"\"", "\"");

    /// <summary>Moves to the next field. Returns false if there is none.</summary>
    internal bool MoveNext()
    {
        if (_position >= _line.Length)
            return false;
        Column++;
        int before = _position + 1;
        ReadOnlySpan<byte> rest = _line[before..];
        int start = _line.Length - rest.TrimStart((byte)' ').Length;
        rest = _line[start..];
        if (rest is [(byte)'"', ..])
        {
            Current = Quoted(rest[1..], out int length);
            _position = start + 1 + length;
            Raw = _line[before.._position];
            return true;
        }

        int end = rest.IndexOf(separator);
        Current = (end < 0 ? rest : rest[..end]).TrimEnd((byte)' ');
        _position = end < 0 ? _line.Length : start + end;
        Raw = _line[before.._position];
        return true;
    }

    /// <summary>Returns the current field as a number.</summary>
    /// <param name="comma">The meaning of commas in numbers.</param>
    /// <param name="booleans">True to read true as 1 and false as 0.</param>
    /// <exception cref="DataFileException">The field is not a finite number within the range of float32.</exception>
    internal readonly float ReadNumber(CommaMeaning comma = CommaMeaning.Unknown, bool booleans = false)
    {
        bool isNumber = CsvNumbers.IsNumber(Current, out float number) || CsvNumbers.IsNumber(Current, comma, out number);
        if ((isNumber && float.IsFinite(number)) || (booleans && CsvNumbers.IsBoolean(Current, out number)))
            return number;
        const string missing = "Fill in missing values, remove such lines, or model the table with its missing cells: harmonium train table-rbm.";
        string whole = Text, text = Printable.Of(whole);
        string trouble = text.Length == 0 ? $"is empty; every field needs a number. {missing}"
            : MissingWords.Default.Contains(whole) ? $"contains “{text}”, which means a missing value; a finite number is expected. {missing}"
            : isNumber && text.AsSpan().ContainsAnyInRange('0', '9') ? $"contains “{text}”, too large for float32. Scale the values."
            : isNumber ? $"contains “{text}”; a finite number is expected. {missing}"
            : CsvNumbers.HasComma(Current) ? $"contains “{text}”, where the comma can mean decimals or thousands, because other numbers of the file do not " +
                "decide it. Write numbers with a decimal point and without separators."
            : $"contains “{text}”; a number is expected. Remove text columns, name the label column, or model the table as it is: harmonium train table-rbm " +
                "--schema auto.";
        throw new DataFileException(file, trouble, lineNumber, Column);
    }

    /// <summary>Returns the content of a quoted field that starts here, and its length in bytes including the closing quote.</summary>
    private readonly ReadOnlySpan<byte> Quoted(ReadOnlySpan<byte> rest, out int length)
    {
        int end = 0;
        while (true)
        {
            int quote = rest[end..].IndexOf((byte)'"');
            if (quote < 0)
                throw new DataFileException(file, "starts with a quote that is not closed. Close it, or double the quotes of the text.",
                    lineNumber, Column);
            end += quote;
            if (end + 1 >= rest.Length || rest[end + 1] != (byte)'"')
                break;
            end += 2;
        }

        int after = end + 1;
        while (after < rest.Length && rest[after] == (byte)' ' && separator != (byte)' ')
            after++;
        if (after < rest.Length && rest[after] != separator)
            throw new DataFileException(file, "continues after its closing quote. Double the quotes inside a quoted field.", lineNumber, Column);
        length = after;
        return rest[..end];
    }
}
