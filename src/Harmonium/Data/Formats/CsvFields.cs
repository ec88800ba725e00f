using System.Globalization;
using System.Text;

namespace Harmonium.Data.Formats;

/// <summary>The fields of one line of a CSV file (RFC 4180, but a quoted field may not span lines), and the numbers in them.</summary>
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
    /// <exception cref="DataFileException">The field is not a finite number within the range of float32.</exception>
    internal readonly float ReadNumber()
    {
        if (IsNumber(Current, out float number) && float.IsFinite(number))
            return number;
        string text = Printable.Of(Text);
        string trouble = text.Length == 0 ? "is empty; every field needs a number. Fill in missing values or remove such lines."
            : IsNumber(Current, out number) && text.AsSpan().ContainsAnyInRange('0', '9') ? $"contains “{text}”, too large for float32. Scale the values."
            : IsNumber(Current, out number) ? $"contains “{text}”; a finite number is expected. Fill in missing values or remove such lines."
            : HasDecimalComma(Current) ? $"contains “{text}”, a number with a decimal comma; write it with a point: {text.Replace(',', '.')}."
            : $"contains “{text}”; a number is expected. Remove text columns, or name the label column.";
        throw new DataFileException(file, trouble, lineNumber, Column);
    }

    /// <summary>Returns true if a field is a number, finite or not.</summary>
    internal static bool IsNumber(ReadOnlySpan<byte> field, out float number) =>
        float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static bool HasDecimalComma(ReadOnlySpan<byte> field)
    {
        int comma = field.IndexOf((byte)',');
        return comma > 0 && IsNumber(field[..comma], out _) && comma + 1 < field.Length
            && field[(comma + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    /// <summary>Returns the content of a quoted field that starts here, and its length in bytes including the closing quote.</summary>
    private readonly ReadOnlySpan<byte> Quoted(ReadOnlySpan<byte> rest, out int length)
    {
        int end = 0;
        while (true)
        {
            int quote = rest[end..].IndexOf((byte)'"');
            if (quote < 0)
                throw new DataFileException(file, "starts with a quote that is not closed on its line. Close it; a field cannot span several lines.",
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
