using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics;

/// <content>Samples and means of units that are not binary.</content>
public abstract partial class Device
{
    /// <summary>
    /// Samples from a distribution with natural parameter x + bias and, where it has one, a variance per column. Optionally also writes the means.
    /// </summary>
    internal abstract void Draw(UnitLaw law, Tensor x, Tensor bias, Tensor? variance, RandomStream random, Tensor? values, Tensor? means);

    /// <summary>
    /// The softmax of x + bias within each row and block of columns; optionally also one active bit per block, drawn with these probabilities.
    /// </summary>
    internal abstract void SampleBlocks(Tensor x, Tensor bias, int block, RandomStream random, BitMatrix? bits, Tensor? means);

    /// <summary>For each row, counts draws of columns with probability softmax(x + bias).</summary>
    internal abstract SparseRows CountDraws(Tensor x, Tensor bias, int[] draws, RandomStream random, Tensor? means);
}
