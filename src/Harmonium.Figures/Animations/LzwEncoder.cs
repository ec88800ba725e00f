namespace Harmonium.Figures.Animations;

/// <summary>
/// The variable-length LZW code of GIF (CompuServe, "GIF89a specification", 1990, appendix F). Its dictionary of strings grows up to 4096 entries of at most 12
/// bits and is then cleared.
/// </summary>
internal sealed class LzwEncoder
{
    private const int MostCodes = 4096;

    private readonly int _minimumBits;
    private readonly int _clear;
    private readonly List<byte> _bytes = [];
    private readonly Dictionary<int, int> _strings = [];
    private uint _pending;
    private int _pendingBits;

    private LzwEncoder(int minimumBits)
    {
        _minimumBits = minimumBits;
        _clear = 1 << minimumBits;
    }

    /// <summary>Returns the code stream of symbols, without the sub-blocks of a file.</summary>
    /// <param name="symbols">Symbols below 2^<paramref name="minimumBits"/>, at least one.</param>
    /// <param name="minimumBits">The number of bits per symbol, 2 to 8.</param>
    internal static byte[] Encode(ReadOnlySpan<byte> symbols, int minimumBits) => new LzwEncoder(minimumBits).Encode(symbols);

    private byte[] Encode(ReadOnlySpan<byte> symbols)
    {
        int width = _minimumBits + 1, next = _clear + 2;
        Write(_clear, width);
        int current = symbols[0];
        foreach (byte symbol in symbols[1..])
        {
            int extended = (current << 8) | symbol;
            if (_strings.TryGetValue(extended, out int known))
            {
                current = known;
                continue;
            }

            Write(current, width);
            current = symbol;
            if (next == MostCodes)
            {
                Write(_clear, width);
                _strings.Clear();
                (width, next) = (_minimumBits + 1, _clear + 2);
                continue;
            }

            // The decoder adds each entry one code later than the encoder, so the width grows when the entry itself no longer fits.
            if (next == 1 << width)
                width++;
            _strings.Add(extended, next++);
        }

        Write(current, width);
        // The decoder adds one last entry for that code, which can increase its code width.
        if (next == 1 << width && width < 12)
            width++;
        Write(_clear + 1, width);
        if (_pendingBits > 0)
            _bytes.Add((byte)_pending);
        return [.. _bytes];
    }

    private void Write(int code, int bits)
    {
        _pending |= (uint)code << _pendingBits;
        _pendingBits += bits;
        for (; _pendingBits >= 8; _pendingBits -= 8, _pending >>= 8)
            _bytes.Add((byte)_pending);
    }
}
