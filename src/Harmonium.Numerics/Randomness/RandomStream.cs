using Harmonium.Numerics.Kernels.Draws;

namespace Harmonium.Numerics.Randomness;

/// <summary>
/// Random numbers as a function of (seed, purpose, step, branch, index): two equal streams give equal numbers, in any order,
/// on any number of threads, and there is no state to save. Built on Philox 4×32-10 (Salmon, Moraes, Dror, Shaw 2011).
/// </summary>
/// <param name="Seed">The seed of the run: the key of the generator.</param>
/// <param name="Purpose">What the numbers are for.</param>
/// <param name="Step">The step of the run they belong to.</param>
/// <param name="Branch">Tells streams of one step apart, such as the sweeps of a chain.</param>
/// <remarks>
/// A number is named by its row and column, as if the stream were a matrix without end: the four 32-bit words of block
/// (column, row / 4) belong to rows 4⌊row/4⌋ to 4⌊row/4⌋ + 3 of that column, the 16-bit halves that <see cref="Bernoulli"/> uses to eight rows.
/// What more a draw needs comes from block (column, 2³¹ + row), which no first word comes from. Numbers of different
/// distributions at one place are made of the same bits: take another branch (<see cref="At"/>) for the second kind.
/// </remarks>
public readonly partial record struct RandomStream(ulong Seed, Purpose Purpose, uint Step, uint Branch)
{
    private const int Branches = 1 << 24;

    internal PhiloxSchedule Schedule => new(Seed, Step, Tag);

    private uint Tag => ((uint)Purpose << 24) | Branch;

    /// <summary>The stream of a purpose at a step.</summary>
    /// <exception cref="OverflowException">The step is negative or 2³² or more.</exception>
    public static RandomStream For(ulong seed, Purpose purpose, long step = 0) => new(seed, purpose, checked((uint)step), 0);

    /// <summary>A stream beside this one; the same number gives the same stream.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or 2²⁴ or more.</exception>
    public RandomStream At(int branch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(branch);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(branch, Branches);
        return this with { Branch = (uint)branch };
    }

    /// <summary>The four 32-bit words of block (<paramref name="column"/>, <paramref name="row"/>) of this stream.</summary>
    public (uint A, uint B, uint C, uint D) Block(uint column, uint row) =>
        PhiloxSchedule.Block(column, row, Step, Tag, (uint)Seed, (uint)(Seed >> 32));

    /// <summary>The 32 random bits of a place.</summary>
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
