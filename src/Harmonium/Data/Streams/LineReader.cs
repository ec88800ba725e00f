namespace Harmonium.Data.Streams;

/// <summary>Reads the lines of a text file as bytes, ended by LF or CRLF. Counts the lines and limits their length.</summary>
internal sealed class LineReader(ByteSource source, DataLimits limits)
{
    private const int FirstBufferLength = 1 << 16;
    private byte[] _buffer = new byte[Math.Min(FirstBufferLength, limits.MaximumLineBytes + 2)];
    private int _start;
    private int _end;
    private bool _sourceEnded;

    /// <summary>The number of the last line read, counted from 1.</summary>
    internal long Line { get; private set; }

    /// <summary>Reads the next line, without its line end. Valid until the next call.</summary>
    internal bool TryRead(out ReadOnlySpan<byte> line)
    {
        int searched = 0;
        while (true)
        {
            int found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                line = Take(searched + found, endBytes: 1);
                return true;
            }

            searched = _end - _start;
            if (_sourceEnded)
            {
                line = searched == 0 ? [] : Take(searched, endBytes: 0);
                return searched > 0;
            }

            RequireWithinLimit(searched - 1);
            Fill();
        }
    }

    private ReadOnlySpan<byte> Take(int length, int endBytes)
    {
        ReadOnlySpan<byte> line = _buffer.AsSpan(_start, length);
        _start += length + endBytes;
        if (line is [.., (byte)'\r'])
            line = line[..^1];
        RequireWithinLimit(line.Length);
        Line++;
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

    private void RequireWithinLimit(int length)
    {
        if (length > limits.MaximumLineBytes)
            throw new DataFileException(source.Name,
                $"exceeds the limit of {limits.MaximumLineBytes} bytes per line. Check that lines end in LF or CRLF.", Line + 1, 1);
    }
}
