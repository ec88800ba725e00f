using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics;

/// <content>States and means of units that are more than 0 or 1.</content>
public sealed partial class Tensor
{
    /// <summary>Values drawn by a law with parameters x + bias, [batch, units], and their means.</summary>
    /// <param name="law">The law.</param>
    /// <param name="bias">Added to every row, [units].</param>
    /// <param name="variance">The variance of each column, [units], for <see cref="UnitLaw.Normal"/>; null for 1.</param>
    /// <param name="random">The numbers to draw with.</param>
    /// <param name="values">Receives the values, [batch, units]; null where only means are wanted.</param>
    /// <param name="means">Receives the means, [batch, units]; null where they are not wanted.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void Draw(UnitLaw law, Tensor bias, Tensor? variance, RandomStream random, Tensor? values, Tensor? means)
    {
        RequireBias(bias);
        if (variance is not null)
            RequireBias(variance);
        Device.Draw(law, this, bias, variance, random, values is null ? null : Target(values, Rows, Columns), means is null ? null
            : Target(means, Rows, Columns));
    }

    /// <summary>exp(x + bias) over its sum in each block of neighboring columns, [batch, units].</summary>
    /// <param name="bias">Added to every row, [units].</param>
    /// <param name="block">How many columns a block has.</param>
    /// <param name="into">Where the result goes; a new tensor when null.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the columns do not make whole blocks.</exception>
    public Tensor SoftmaxOfBlocks(Tensor bias, int block, Tensor? into = null)
    {
        RequireBlocks(bias, block);
        into = Target(into, Rows, Columns);
        Device.SampleBlocks(this, bias, block, default, null, into);
        return into;
    }

    /// <summary>Bits of which each block of neighboring columns has one, unit i with probability exp(x + bias) over the block's sum, [batch, units].</summary>
    /// <param name="bias">Added to every row, [units].</param>
    /// <param name="block">How many columns a block has.</param>
    /// <param name="random">The numbers to draw with.</param>
    /// <param name="into">Where the states go; new ones when null.</param>
    /// <param name="means">Where the probabilities go, when they are wanted too.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the columns do not make whole blocks.</exception>
    public States SampleBlocks(Tensor bias, int block, RandomStream random, States? into = null, Tensor? means = null)
    {
        RequireBlocks(bias, block);
        into ??= States.Binary(Device, Rows, Columns);
        BitMatrix bits = into.RequireBits(Rows, Columns);
        Device.SampleBlocks(this, bias, block, random, bits, means is null ? null : Target(means, Rows, Columns));
        into.Changed();
        return into;
    }

    /// <summary>
    /// How often each column comes up in so many draws for each row, column i with probability exp(x + bias) over the row's sum, [batch, units].
    /// </summary>
    /// <param name="bias">Added to every row, [units].</param>
    /// <param name="draws">How many draws each row has, [batch].</param>
    /// <param name="random">The numbers to draw with.</param>
    /// <param name="means">Receives draws · probability where it is wanted.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public States SampleCounts(Tensor bias, int[] draws, RandomStream random, Tensor? means = null)
    {
        RequireBias(bias);
        ArgumentNullException.ThrowIfNull(draws);
        if (draws.Length != Rows)
            throw new ArgumentException($"{Rows} rows need as many numbers of draws; there are {draws.Length}.", nameof(draws));
        return States.OfSparse(Device, Rows, Columns, Device.CountDraws(this, bias, draws, random, means is null ? null : Target(means, Rows, Columns)));
    }

    private void RequireBlocks(Tensor bias, int block)
    {
        RequireBias(bias);
        if (block < 1 || Columns % block != 0)
            throw new ArgumentException($"{Columns} columns do not make whole blocks of {block}.", nameof(block));
    }
}
