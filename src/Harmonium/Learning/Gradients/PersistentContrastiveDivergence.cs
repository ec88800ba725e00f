using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// PCD-k, stochastic maximum likelihood: the model's statistics come from chains that live through the whole training and
/// move k sweeps a step (Younes 1989; Tieleman 2008). Nearly unbiased while the learning rate is small against the mixing.
/// </summary>
public sealed class PersistentContrastiveDivergence : GradientEstimator
{
    private readonly GibbsChains _chains;
    private readonly int _sweeps;

    /// <summary>An estimator for a machine, its chains started from independent units.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="seed">The seed of the chains' start.</param>
    /// <param name="chains">How many chains, at least 1; as many as the batch has examples in the literature.</param>
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

    /// <summary>The chains as they stand: samples of the model while it is learned.</summary>
    public MachineState Chains => _chains.State;

    /// <summary>The layers that the next sweep depends on: visible ones only where they are coupled with each other.</summary>
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
    public override Statistics Estimate(MachineState data, Tensor? weights, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(data);
        (Phase positive, _) = DataPhase(data, weights, draw: false, random);
        _chains.Sweep(_sweeps, random, first: 1);
        return new Statistics(positive, ModelPhase(_chains, null));
    }
}
