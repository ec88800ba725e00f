using Harmonium.Numerics.Kernels.Draws;

namespace Harmonium.Numerics.Randomness;

/// <summary>
/// Random numbers as a function of (seed, purpose, step, branch, index). Equal streams give equal numbers, in any order and on any number of threads, and
/// there is no state to save.
/// Based on Philox 4×32-10 (Salmon, Moraes, Dror, Shaw 2011).
/// </summary>
/// <param name="Seed">The seed of the run, used as the key of the generator.</param>
/// <param name="Purpose">The purpose of the numbers.</param>
/// <param name="Step">The step of the run.</param>
/// <param name="Branch">Distinguishes streams of the same step, such as the sweeps of a chain.</param>
/// <remarks>
/// A number is identified by its row and column, as if the stream were an infinite matrix. The four 32-bit words of block (column, row / 4) belong to rows
/// 4⌊row/4⌋ to 4⌊row/4⌋ + 3 of that column; the 16-bit halves used by <see cref="Bernoulli"/> belong to eight rows. Draws that need more words take them from
/// block (column, 2³¹ + row), which contains no first word. Numbers of different distributions at the same position are computed from the same bits, so use
/// another branch (<see cref="At"/>) for the second distribution.
/// </remarks>
public readonly partial record struct RandomStream(ulong Seed, Purpose Purpose, uint Step, uint Branch)
{
    private const int Branches = 1 << 24;

    internal PhiloxSchedule Schedule => new(Seed, Step, Tag);

    private uint Tag => ((uint)Purpose << 24) | Branch;

    /// <summary>Creates the stream of a purpose at a step.</summary>
    /// <exception cref="OverflowException">The step is negative or at least 2³².</exception>
    public static RandomStream For(ulong seed, Purpose purpose, long step = 0) => new(seed, purpose, checked((uint)step), 0);

    /// <summary>Returns another stream of the same step. The same branch number gives the same stream.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="branch"/> is negative or at least 2²⁴.</exception>
    public RandomStream At(int branch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(branch);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(branch, Branches);
        return this with { Branch = (uint)branch };
    }

    /// <summary>The four 32-bit words of block (<paramref name="column"/>, <paramref name="row"/>) of this stream.</summary>
    public (uint A, uint B, uint C, uint D) Block(uint column, uint row) =>
        PhiloxSchedule.Block(column, row, Step, Tag, (uint)Seed, (uint)(Seed >> 32));

    /// <summary>The 32 random bits at a row and column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row or the column is negative.</exception>
    public uint Word(int row, int column = 0)
    {
        RequirePlace(row, column);
        (uint a, uint b, uint c, uint d) = Block((uint)column, (uint)row / 4);
        return (row % 4) switch { 0 => a, 1 => b, 2 => c, _ => d };
    }

    private static void RequirePlace(int row, int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
    }
}
