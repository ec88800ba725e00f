using System.Runtime.CompilerServices;

namespace Harmonium.Numerics.Kernels.Draws;

/// <summary>
/// The generator Philox 4×32-10 (Salmon, Moraes, Dror, Shaw 2011) for one key and for counters (column, row, step, tag) with fixed step and tag. It stores
/// the keys of the ten rounds.
/// </summary>
internal unsafe struct PhiloxSchedule
{
    public const uint Multiplier0 = 0xD2511F53;
    public const uint Multiplier1 = 0xCD9E8D57;
    public const int Rounds = 10;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    private fixed uint _keys[2 * Rounds];

    public PhiloxSchedule(ulong key, uint step, uint tag)
    {
        Step = step;
        Tag = tag;
        for (uint round = 0; round < Rounds; round++)
        {
            _keys[2 * round] = (uint)key + (round * Weyl0);
            _keys[(2 * round) + 1] = (uint)(key >> 32) + (round * Weyl1);
        }
    }

    /// <summary>The third word of every counter.</summary>
    public uint Step { get; }

    /// <summary>The fourth word of every counter.</summary>
    public uint Tag { get; }

    /// <summary>The key word for the first word of the state in a round.</summary>
    public readonly uint Key0(int round) => _keys[2 * round];

    /// <summary>The key word for the third word of the state in a round.</summary>
    public readonly uint Key1(int round) => _keys[(2 * round) + 1];

    /// <summary>The four words for a counter and a key.</summary>
    public static (uint A, uint B, uint C, uint D) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong p0 = (ulong)Multiplier0 * c0;
            ulong p1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>The four words for a column and row.</summary>
    public readonly (uint A, uint B, uint C, uint D) Block(uint column, uint row) => Block(column, row, Step, Tag, Key0(0), Key1(0));

    /// <summary>
    /// The product through which a row enters the second round.
    /// In the first round the row is combined only with the step, which is the same for every column, so this product is one multiplication of single words
    /// per row.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong RowProduct(uint row) =>
        (ulong)Multiplier0 * ((uint)(((ulong)Multiplier1 * Step) >> 32) ^ row ^ Key0(0));
}
