namespace Harmonium.Numerics.Randomness;

/// <summary>
/// Random numbers as a function of (seed, purpose, step, branch, index): two equal streams give equal numbers, in any order,
/// on any number of threads, and there is no state to save. Built on Philox 4×32-10 (Salmon, Moraes, Dror, Shaw 2011).
/// </summary>
/// <param name="Seed">The seed of the run: the key of the generator.</param>
/// <param name="Purpose">What the numbers are for.</param>
/// <param name="Step">The step of the run they belong to.</param>
/// <param name="Branch">Tells streams of one step apart, such as the sweeps of a chain.</param>
public readonly record struct RandomStream(ulong Seed, Purpose Purpose, uint Step, uint Branch)
{
    /// <summary>The stream of a purpose at a step.</summary>
    public static RandomStream For(ulong seed, Purpose purpose, long step = 0) => new(seed, purpose, checked((uint)step), 0);

    /// <summary>A stream beside this one; the same number gives the same stream.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or 2²⁴ or more.</exception>
    public RandomStream At(int branch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(branch);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(branch, 1 << 24);
        return this with { Branch = (uint)branch };
    }

    /// <summary>The four 32-bit words of block (<paramref name="column"/>, <paramref name="row"/>) of this stream.</summary>
    public (uint A, uint B, uint C, uint D) Block(uint column, uint row) =>
        Philox.Block(column, row, Step, ((uint)Purpose << 24) | Branch, (uint)Seed, (uint)(Seed >> 32));
}
