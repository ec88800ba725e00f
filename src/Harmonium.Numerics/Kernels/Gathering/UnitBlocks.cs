namespace Harmonium.Numerics.Kernels.Gathering;

/// <summary>
/// Divides units into blocks such that the tile rows of a block stay in the L1 cache. Boundaries are multiples of 64 units (words of bits) and depend only on
/// the number of units, so sums over blocks always have the same order.
/// </summary>
internal readonly struct UnitBlocks
{
    // 256 rows of 32 columns: 32 KB.
    private const int MaximumWords = 4;

    private readonly int _firstWord;
    private readonly int _words;
    private readonly int _units;

    private UnitBlocks(int firstWord, int endWord, int units)
    {
        _firstWord = firstWord;
        _words = endWord - firstWord;
        _units = units;
        Count = Math.Max(1, (_words + MaximumWords - 1) / MaximumWords);
    }

    /// <summary>The number of blocks, at least one; it may be empty.</summary>
    internal int Count { get; }

    /// <summary>An upper bound of the number of units per block.</summary>
    internal int Largest => Math.Min(_words, MaximumWords) * 64;

    /// <summary>Divides all units into blocks.</summary>
    internal static UnitBlocks All(int units) => new(0, (units + 63) / 64, units);

    /// <summary>Divides the first or the second half of the units into blocks. Two threads each sum one half.</summary>
    internal static UnitBlocks Half(int units, int half)
    {
        int words = (units + 63) / 64;
        return half == 0 ? new UnitBlocks(0, words / 2, units) : new UnitBlocks(words / 2, words, units);
    }

    /// <summary>The first unit of a block; for the number of blocks, the end of the last block.</summary>
    internal int Start(int block) => Math.Min((_firstWord + (int)((long)_words * block / Count)) * 64, _units);
}
