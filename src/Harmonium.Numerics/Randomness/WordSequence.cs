namespace Harmonium.Numerics.Randomness;

/// <summary>
/// The words of one draw: first the word at its position, then two words of the block reserved for that position, then those of a generator with the rest of
/// that block as its key.
/// </summary>
internal struct WordSequence(RandomStream stream, int row, int column)
{
    private const uint Further = 0x80000000;

    private RandomStream _rest;
    private uint _next;
    private uint _count;

    /// <summary>32 random bits.</summary>
    public uint NextWord()
    {
        uint index = _count++;
        switch (index)
        {
            case 0:
                return stream.Word(row, column);
            case 1:
                (uint a, _next, uint c, uint d) = stream.Block((uint)column, Further | (uint)row);
                _rest = stream with { Seed = ((ulong)d << 32) | c };
                return a;
            case 2:
                return _next;
            default:
                return _rest.Block(index, 0).A;
        }
    }

    /// <summary>A number uniform on the 2⁵³ multiples of 2⁻⁵³ in [0, 1).</summary>
    public double NextUniform()
    {
        ulong upper = NextWord();
        return (((upper << 32) | NextWord()) >> 11) * (1.0 / (1UL << 53));
    }
}
