using System.Globalization;
using System.Text;

namespace Harmonium.Data.Formats;

/// <summary>The fields of one line of a CSV file (RFC 4180, a quoted field may not span lines), and the numbers in them.</summary>
internal ref struct CsvFields(ReadOnlySpan<byte> line, byte separator, string file, long lineNumber)
{
    // Runs of spaces separate as one, so that columns may be aligned.
    private readonly ReadOnlySpan<byte> _line = separator == (byte)' ' ? line.Trim((byte)' ') : line;
    private int _position = -1;

    /// <summary>The number of the current field, from 1.</summary>
    internal int Column { get; private set; }

    /// <summary>The current field, without surrounding spaces and quotes; doubled quotes inside stay doubled.</summary>
    internal ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>The current field as it stands in the line, with its quotes and the spaces around it.</summary>
    internal ReadOnlySpan<byte> Raw { get; private set; }

    /// <summary>The current field as text.</summary>
    internal readonly string Text => Encoding.UTF8.GetString(Current).Replace("\"\"", "\"");

    /// <summary>Goes to the next field, if there is one.</summary>
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

    /// <summary>The current field as a number.</summary>
    /// <exception cref="DataFileException">It is no finite number within float32.</exception>
    internal readonly float ReadNumber()
    {
        if (IsNumber(Current, out float number) && float.IsFinite(number))
            return number;
        string text = Printable.Of(Text);
        string trouble = text.Length == 0 ? "is empty; every field needs a number. Fill in missing values or leave out such lines."
            : IsNumber(Current, out number) && text.AsSpan().ContainsAnyInRange('0', '9') ? $"holds “{text}”, which is too large for float32. Scale the values."
            : IsNumber(Current, out number) ? $"holds “{text}”; a finite number is expected. Fill in missing values or leave out such lines."
            : HasDecimalComma(Current) ? $"holds “{text}”, a number with a decimal comma; write it with a point: {text.Replace(',', '.')}."
            : $"holds “{text}”; a number is expected. Leave out columns of text, or name the column of labels.";
        throw new DataFileException(file, trouble, lineNumber, Column);
    }

    /// <summary>Whether a field is a number, finite or not.</summary>
    internal static bool IsNumber(ReadOnlySpan<byte> field, out float number) =>
        float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static bool HasDecimalComma(ReadOnlySpan<byte> field)
    {
        int comma = field.IndexOf((byte)',');
        return comma > 0 && IsNumber(field[..comma], out _) && comma + 1 < field.Length
            && field[(comma + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    /// <summary>The content of a quoted field that starts here, and how many bytes it takes with its closing quote.</summary>
    private readonly ReadOnlySpan<byte> Quoted(ReadOnlySpan<byte> rest, out int length)
    {
        int end = 0;
        while (true)
        {
            int quote = rest[end..].IndexOf((byte)'"');
            if (quote < 0)
                throw new DataFileException(file, "starts with a quote that is not closed on its line. Close it; a field cannot go on over several lines.",
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
            throw new DataFileException(file, "goes on after its closing quote. Double the quotes inside a quoted field.", lineNumber, Column);
        length = after;
        return rest[..end];
    }
}
