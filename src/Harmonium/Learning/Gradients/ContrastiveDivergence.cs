using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// CD-k: the model statistics come from k Gibbs sweeps that start at the data (Hinton 2002). Biased but cheap, and suited to learning
/// features. Hidden means rather than states enter the statistics (Hinton 2010, section 3).
/// </summary>
public sealed class ContrastiveDivergence : GradientEstimator
{
    private readonly Dictionary<int, GibbsChains> _chains = [];
    private readonly int _sweeps;

    /// <summary>Creates an estimator for a model.</summary>
    /// <param name="machine">The model.</param>
    /// <param name="sweeps">k, at least 1.</param>
    public ContrastiveDivergence(BoltzmannMachine machine, int sweeps = 1)
        : base(machine, anyGraph: true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sweeps, 1);
        _sweeps = sweeps;
    }

    /// <inheritdoc/>
    internal override Statistics Estimate(MachineState data, Tensor? weights, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(data);
        (Phase positive, GibbsChains start) = DataPhase(data, weights, draw: true, random);
        GibbsChains chains = ChainsFor(_chains, data.Rows);
        foreach (Layer layer in Machine.Layers)
            chains.State[layer] = start.State[layer];
        foreach (Layer layer in Machine.LayersOf(LayerRole.Visible).Where(IsEntangled))
            chains.State[layer] = data[layer];
        chains.Sweep(_sweeps - 1, random, first: 1);
        chains.Sample(LayerRole.Visible, random, _sweeps);
        foreach (Layer layer in Machine.LayersOf(LayerRole.Hidden))
        {
            if (IsEntangled(layer))
                chains.Sample(layer, random.At((_sweeps * Machine.Layers.Count) + Machine.IndexOf(layer)));
            else
                chains.Mean(layer);
        }

        return new Statistics(positive, ModelPhase(chains, weights));
    }
}
