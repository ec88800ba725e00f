using Harmonium.Numerics.Kernels.Units;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics;

/// <content>States and means of units that are more than 0 or 1.</content>
public sealed partial class CpuDevice
{
    internal override void Draw(UnitLaw law, Tensor x, Tensor bias, Tensor? variance, RandomStream random, Tensor? values, Tensor? means) =>
        UnitKernels.Draw(this, law, x, bias.Contiguous(), variance?.Contiguous(), random, values, means);

    internal override void SampleBlocks(Tensor x, Tensor bias, int block, RandomStream random, BitMatrix? bits, Tensor? means) =>
        UnitKernels.SampleBlocks(this, x, bias.Contiguous(), block, random, bits, means);

    internal override SparseRows CountDraws(Tensor x, Tensor bias, int[] draws, RandomStream random, Tensor? means) =>
        UnitKernels.CountDraws(this, x, bias.Contiguous(), draws, random, means);
}
