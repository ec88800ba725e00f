using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// PCD-k, or stochastic maximum likelihood: the model statistics come from chains that persist during the whole training and
/// make k sweeps per step (Younes 1989; Tieleman 2008). Nearly unbiased if the learning rate is small relative to the mixing rate.
/// </summary>
public sealed class PersistentContrastiveDivergence : GradientEstimator
{
    private readonly GibbsChains _chains;
    private readonly int _sweeps;

    /// <summary>Creates an estimator for a model. Chains start from independent units.</summary>
    /// <param name="machine">The model.</param>
    /// <param name="seed">The seed of the initial chains.</param>
    /// <param name="chains">The number of chains, at least 1; in the literature, the batch size.</param>
    /// <param name="sweeps">k, at least 1.</param>
    public PersistentContrastiveDivergence(BoltzmannMachine machine, ulong seed, int chains = 100, int sweeps = 1)
        : base(machine, anyGraph: true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chains, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(sweeps, 1);
        _sweeps = sweeps;
        _chains = new GibbsChains(machine, chains);
        _chains.SampleIndependently(machine.Layers, RandomStream.For(seed, Purpose.Chains));
    }

    /// <summary>The current states of the chains: samples from the model during training.</summary>
    public MachineState Chains => _chains.State;

    /// <summary>The layers that the next sweep depends on: hidden layers, and visible ones that are coupled with each other.</summary>
    private IEnumerable<Layer> Kept => Machine.Layers.Where(layer => layer.Role == LayerRole.Hidden || IsEntangled(layer));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> State =>
        Kept.ToDictionary(layer => $"chains.{layer.Name}", layer => _chains.State[layer].AsTensor());

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        foreach (Layer layer in Kept)
            _chains.State[layer] = RestoredChains(state, $"chains.{layer.Name}", layer, _chains.Count);
    }

    /// <inheritdoc/>
    internal override Statistics Estimate(MachineState data, Tensor? weights, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(data);
        (Phase positive, _) = DataPhase(data, weights, draw: false, random);
        _chains.Sweep(_sweeps, random, first: 1);
        return new Statistics(positive, ModelPhase(_chains, null));
    }
}
