namespace Harmonium.Data.Streams;

/// <summary>
/// The quotes of a CSV file (RFC 4180): a quote at the start of a field opens it, a single quote inside closes it, and doubled quotes are text.
/// </summary>
internal static class CsvQuotes
{
    /// <summary>Returns true if a quoted field is open after some bytes.</summary>
    /// <param name="bytes">A line, without its line end.</param>
    /// <param name="open">True if a quoted field is open before.</param>
    /// <param name="separator">The separator; 0 for any of comma, semicolon and tab.</param>
    internal static bool IsOpenAfter(ReadOnlySpan<byte> bytes, bool open, byte separator)
    {
        if (!bytes.Contains((byte)'"'))
            return open;
        bool atStart = !open;
        for (int i = 0; i < bytes.Length; i++)
        {
            byte value = bytes[i];
            if (open)
            {
                if (value != (byte)'"')
                    continue;
                if (i + 1 < bytes.Length && bytes[i + 1] == (byte)'"')
                    i++;
                else
                    open = false;
            }
            else if (value == separator || (separator == 0 && value is (byte)',' or (byte)';' or (byte)'\t'))
            {
                atStart = true;
            }
            else if (value == (byte)'"' && atStart)
            {
                (open, atStart) = (true, false);
            }
            else if (value != (byte)' ')
            {
                atStart = false;
            }
        }

        return open;
    }
}
