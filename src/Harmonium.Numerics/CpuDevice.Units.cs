using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Kernels.Units;
using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics;

/// <content>Samples and means of units that are not binary.</content>
public sealed partial class CpuDevice
{
    internal override void Draw(UnitLaw law, Tensor x, Tensor bias, Tensor? variance, RandomStream random, Tensor? values, Tensor? means) =>
        UnitKernels.Draw(_processor, law, View(x), View(bias.Contiguous()), View(variance?.Contiguous()), random, View(values), View(means));

    internal override void SampleBlocks(Tensor x, Tensor bias, int block, RandomStream random, BitMatrix? bits, Tensor? means) =>
        UnitKernels.SampleBlocks(_processor, View(x), View(bias.Contiguous()), block, random, bits, View(means));

    internal override SparseRows CountDraws(Tensor x, Tensor bias, int[] draws, RandomStream random, Tensor? means) =>
        UnitKernels.CountDraws(_processor, View(x), View(bias.Contiguous()), draws, random, View(means));
}
