namespace Harmonium.Numerics.Kernels.Gathering;

/// <summary>
/// Units cut into blocks whose rows of a panel stay in the first-level cache. Cuts fall at multiples of 64 units, words of bits, and depend
/// on the number of units alone, so that sums over blocks have one order.
/// </summary>
internal readonly struct UnitBlocks
{
    // 256 rows of 32 columns: 32 KB.
    private const int MostWords = 4;

    private readonly int _firstWord;
    private readonly int _words;
    private readonly int _units;

    private UnitBlocks(int firstWord, int endWord, int units)
    {
        _firstWord = firstWord;
        _words = endWord - firstWord;
        _units = units;
        Count = Math.Max(1, (_words + MostWords - 1) / MostWords);
    }

    /// <summary>How many blocks there are, at least one, which may be empty.</summary>
    internal int Count { get; }

    /// <summary>No block has more units.</summary>
    internal int Largest => Math.Min(_words, MostWords) * 64;

    /// <summary>All units in one sequence of blocks.</summary>
    internal static UnitBlocks All(int units) => new(0, (units + 63) / 64, units);

    /// <summary>The first half of the units or the second: what two threads add up each by itself.</summary>
    internal static UnitBlocks Half(int units, int half)
    {
        int words = (units + 63) / 64;
        return half == 0 ? new UnitBlocks(0, words / 2, units) : new UnitBlocks(words / 2, words, units);
    }

    /// <summary>Where a block starts; where the last one ends for the number of blocks.</summary>
    internal int Start(int block) => Math.Min((_firstWord + (int)((long)_words * block / Count)) * 64, _units);
}
