namespace Harmonium.Data.Streams;

/// <summary>Reads the lines of a text file as bytes, ended by LF, CRLF or CR. Counts the lines and limits their length.</summary>
internal sealed class LineReader(ByteSource source, DataLimits limits)
{
    private const int FirstBufferLength = 1 << 16;
    private byte[] _buffer = new byte[Math.Min(FirstBufferLength, limits.MaximumLineBytes + 2)];
    private int _start;
    private int _end;
    private bool _sourceEnded;

    // The line ends inside the last record.
    private int _inside;

    /// <summary>The number of the line, counted from 1, at which the last line or record starts.</summary>
    internal long Line { get; private set; }

    /// <summary>Reads the next line, without its line end. Valid until the next call.</summary>
    internal bool TryRead(out ReadOnlySpan<byte> line) => TryRead(quoted: false, 0, out line);

    /// <summary>
    /// Reads the next record of a CSV file (RFC 4180), without its line end: a line, and the lines that follow as long as a quoted field is open.
    /// </summary>
    /// <param name="separator">The separator; 0 if it is not known yet.</param>
    /// <param name="record">The record; valid until the next call.</param>
    internal bool TryReadRecord(byte separator, out ReadOnlySpan<byte> record) => TryRead(quoted: true, separator, out record);

    private bool TryRead(bool quoted, byte separator, out ReadOnlySpan<byte> line)
    {
        int begin = 0, searched = 0, inside = 0;
        bool open = false;
        while (true)
        {
            int found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOfAny((byte)'\n', (byte)'\r');
            int at = searched + found;
            // A CR at the end of the buffer may belong to an LF that is not read yet.
            bool whole = found >= 0 && (_sourceEnded || _buffer[_start + at] == (byte)'\n' || _start + at + 1 < _end);
            if (!whole && !_sourceEnded)
            {
                searched = found >= 0 ? at : _end - _start;
                RequireWithinLimit(found >= 0 ? at : searched - 1, open);
                Fill();
                continue;
            }

            int length = found >= 0 ? at : _end - _start;
            if (quoted && Line == 0 && begin == 0 && _buffer.AsSpan(_start, length) is [0xEF, 0xBB, 0xBF, ..])
                begin = 3;
            if (quoted)
                open = CsvQuotes.IsOpenAfter(_buffer.AsSpan(_start + begin, length - begin), open, separator);
            if (found < 0 || !open)
            {
                line = found < 0 && length == 0 ? [] : Take(length, found < 0 ? 0 : LineEndAt(at), inside);
                return found >= 0 || length > 0;
            }

            begin = searched = at + LineEndAt(at);
            inside++;
        }
    }

    /// <summary>The number of bytes of the line end at a place: LF, CR LF, or CR alone.</summary>
    private int LineEndAt(int at) => _buffer[_start + at] == (byte)'\r' && _start + at + 1 < _end && _buffer[_start + at + 1] == (byte)'\n' ? 2 : 1;

    private ReadOnlySpan<byte> Take(int length, int endBytes, int inside)
    {
        ReadOnlySpan<byte> line = _buffer.AsSpan(_start, length);
        _start += length + endBytes;
        RequireWithinLimit(line.Length, inside > 0);
        Line += 1 + _inside;
        _inside = inside;
        if (Line == 1)
            line = WithoutMark(line);
        if (line.Contains((byte)0))
            throw new DataFileException(source.Name, "contains a NUL byte, so it is not a text file. Check that this is the right file.", Line);
        return line;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Min(2L * _buffer.Length, limits.MaximumLineBytes + 2L));
        int read = source.Read(_buffer.AsSpan(_end));
        _sourceEnded = read < _buffer.Length - _end;
        _end += read;
    }

    /// <summary>Returns the first line without a UTF-8 byte order mark. UTF-16 is rejected.</summary>
    private ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> line)
    {
        if (line is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw new DataFileException(source.Name, "is UTF-16 text; UTF-8 is expected. Save it as “CSV UTF-8”.", Line);
        return line is [0xEF, 0xBB, 0xBF, ..] ? line[3..] : line;
    }

    private void RequireWithinLimit(int length, bool open)
    {
        if (length > limits.MaximumLineBytes)
            throw new DataFileException(source.Name, $"exceeds the limit of {limits.MaximumLineBytes} bytes per line. " +
                $"{(open ? "Check that every quote is closed." : "Check that it has several lines.")}", Line + 1 + _inside, 1);
    }
}
