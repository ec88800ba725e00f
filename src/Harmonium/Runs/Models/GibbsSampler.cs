using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Runs.Models;

/// <summary>Block Gibbs sampling of an energy model.</summary>
/// <param name="machine">The energy model.</param>
/// <param name="visible">The layer whose states are the samples.</param>
internal sealed class GibbsSampler(BoltzmannMachine machine, Layer visible) : Sampler
{
    /// <inheritdoc/>
    public override SampleChains Start(int count, RandomStream random, States? examples = null)
    {
        GibbsChains chains = new(machine, count);
        if (examples is null)
        {
            chains.SampleIndependently(machine.Layers, random);
        }
        else
        {
            chains.State[visible] = examples;
            chains.MeansBottomUp();
            chains.Sample(LayerRole.Hidden, random, 0);
        }

        return new Chains(machine, visible, chains);
    }

    private sealed class Chains(BoltzmannMachine machine, Layer visible, GibbsChains chains) : SampleChains
    {
        public override States States => chains.State[visible];

        public override Tensor Means => chains.Means(visible);

        public override double? MeanFreeEnergy => machine.LayersOf(LayerRole.Visible).Count() == 1
            ? new HiddenPosterior(machine).FreeEnergy(new MachineState { [visible] = chains.State[visible] }).Average() : null;

        public override void Sweep(RandomStream random, int number) => chains.Sweep(1, random, first: number);
    }
}
