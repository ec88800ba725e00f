using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics;

/// <content>Samples and means of units that are not binary.</content>
public sealed partial class Tensor
{
    /// <summary>Samples from a distribution with parameters x + bias, [batch, units]; optionally also the means.</summary>
    /// <param name="law">The distribution.</param>
    /// <param name="bias">The bias, added to every row, [units].</param>
    /// <param name="variance">The variance of each column, [units], for <see cref="UnitLaw.Normal"/>; null for 1.</param>
    /// <param name="random">The random numbers.</param>
    /// <param name="values">Receives the samples, [batch, units]; null to compute only the means.</param>
    /// <param name="means">Receives the means, [batch, units]; null to skip them.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    internal void Draw(UnitLaw law, Tensor bias, Tensor? variance, RandomStream random, Tensor? values, Tensor? means)
    {
        RequireBias(bias);
        if (variance is not null)
            RequireBias(variance);
        Device.Draw(law, this, bias, variance, random, values is null ? null : Target(values, Rows, Columns), means is null ? null
            : Target(means, Rows, Columns));
    }

    /// <summary>The softmax of x + bias in each block of adjacent columns, [batch, units].</summary>
    /// <param name="bias">The bias, added to every row, [units].</param>
    /// <param name="block">The number of columns per block.</param>
    /// <param name="into">Receives the result; a new tensor if null.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the number of columns is not a multiple of the block.</exception>
    public Tensor SoftmaxOfBlocks(Tensor bias, int block, Tensor? into = null)
    {
        RequireBlocks(bias, block);
        into = Target(into, Rows, Columns);
        Device.SampleBlocks(this, bias, block, default, null, into);
        return into;
    }

    /// <summary>Draws one active bit in each block of adjacent columns, with probabilities softmax(x + bias) within the block, [batch, units].</summary>
    /// <param name="bias">The bias, added to every row, [units].</param>
    /// <param name="block">The number of columns per block.</param>
    /// <param name="random">The random numbers.</param>
    /// <param name="into">Receives the states; new ones if null.</param>
    /// <param name="means">Receives the probabilities; null to skip them.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the number of columns is not a multiple of the block.</exception>
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
    /// Multinomial counts: for each row, the number of draws of each column, where column i has probability softmax(x + bias) in its row, [batch, units].
    /// </summary>
    /// <param name="bias">The bias, added to every row, [units].</param>
    /// <param name="draws">The number of draws of each row, [batch].</param>
    /// <param name="random">The random numbers.</param>
    /// <param name="means">Receives draws · probability; null to skip it.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public States SampleCounts(Tensor bias, int[] draws, RandomStream random, Tensor? means = null)
    {
        RequireBias(bias);
        ArgumentNullException.ThrowIfNull(draws);
        if (draws.Length != Rows)
            throw new ArgumentException($"There must be one number of draws per row; there are {draws.Length} for {Rows} rows.", nameof(draws));
        return States.OfSparse(Device, Rows, Columns, Device.CountDraws(this, bias, draws, random, means is null ? null : Target(means, Rows, Columns)));
    }

    private void RequireBlocks(Tensor bias, int block)
    {
        RequireBias(bias);
        if (block < 1 || Columns % block != 0)
            throw new ArgumentException($"The number of columns, {Columns}, is not a multiple of the block size {block}.", nameof(block));
    }
}
