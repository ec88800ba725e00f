using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics;

/// <content>States and means of units that are more than 0 or 1.</content>
public abstract partial class Device
{
    /// <summary>
    /// Values drawn by a law with natural parameter x + bias and, where the law has one, a variance a column; means beside them.
    /// </summary>
    internal abstract void Draw(UnitLaw law, Tensor x, Tensor bias, Tensor? variance, RandomStream random, Tensor? values, Tensor? means);

    /// <summary>In each row and block of columns exp(x + bias) over its sum; and one bit a block with these probabilities where bits are wanted.</summary>
    internal abstract void SampleBlocks(Tensor x, Tensor bias, int block, RandomStream random, BitMatrix? bits, Tensor? means);

    /// <summary>Adds up, for each row, so many draws of a column with probability exp(x + bias) over the row's sum.</summary>
    internal abstract SparseRows CountDraws(Tensor x, Tensor bias, int[] draws, RandomStream random, Tensor? means);
}
