using Harmonium.Deep;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs.Models;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>
/// Samples a deep belief network: Gibbs chains in the top RBM, then an ancestral pass down (Hinton, Osindero, Teh 2006, section 7). Label units are sampled
/// with the chains, or clamped to a class.
/// </summary>
/// <param name="network">The network.</param>
internal sealed class DbnSampler(BeliefNetwork network) : Sampler
{
    // The first branches of the passes in a random stream, above those of the chains.
    private const int UpBranch = 1 << 21;
    private const int DownBranch = 1 << 22;

    /// <inheritdoc/>
    public override int Classes => network.Joint?.Classes ?? 0;

    /// <inheritdoc/>
    public override SampleChains Start(int count, RandomStream random, States? examples = null)
    {
        GibbsChains chains = new(network.TopMachine, count);
        if (examples is not null)
            chains.State[network.TopVisible] = network.SampleUp(examples, random, UpBranch)[^1];
        chains.SampleIndependently(network.TopMachine.Layers.Where(layer => examples is null || layer == network.Label), random);
        if (examples is not null)
            chains.Sample(LayerRole.Hidden, random, 1);
        return new Chains(network, chains, random);
    }

    /// <inheritdoc/>
    public override SampleChains StartInClass(int label, int count, RandomStream random)
    {
        if (network.Label is not { } layer)
            return base.StartInClass(label, count, random);
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label, layer.Units.Count);
        GibbsChains chains = new(network.TopMachine, count);
        Tensor known = Tensor.Zeros(count, layer.Units.Count);
        known.AsSpan().Fill(1);
        chains.Hold(layer, States.OneHot(layer.Units.Parameters[0].Values.Device, count, layer.Units.Count, [.. Enumerable.Repeat(label, count)]), known);
        chains.SampleIndependently(network.TopMachine.Layers, random);
        return new Chains(network, chains, random);
    }

    private sealed class Chains(BeliefNetwork network, GibbsChains chains, RandomStream start) : SampleChains
    {
        private (RandomStream Random, int Number) _last = (start, 0);
        private States[]? _layers;

        public override States States => Layers[0];

        public override Tensor Means => network.Layers.Count == 0 ? chains.Means(network.TopVisible) : network.Layers[0].MeanBelow(Layers[1]);

        public override double? MeanFreeEnergy => null;

        private States[] Layers => _layers ??= network.SampleDown(
            chains.State[network.TopVisible], _last.Random, DownBranch + (_last.Number * network.Layers.Count));

        public override void Sweep(RandomStream random, int number)
        {
            chains.Sweep(1, random, first: number);
            (_last, _layers) = ((random, number), null);
        }
    }
}
