using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium;

/// <summary>
/// Answers with statistics under the data and under the model. Estimators differ in how those of the model are made; what
/// is done with them is the learner's business.
/// </summary>
public abstract class GradientEstimator
{
    private readonly Dictionary<int, GibbsChains> _dataChains = [];

    private protected GradientEstimator(BoltzmannMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        foreach (Coupling coupling in machine.Couplings)
        {
            if (coupling.First.Role == coupling.Second.Role)
            {
                throw new ArgumentException(
                    $"The layers '{coupling.First.Name}' and '{coupling.Second.Name}' are both {coupling.First.Role.ToString().ToLowerInvariant()} and coupled; " +
                    "this estimator needs layers of one role to be independent given the other role.", nameof(machine));
            }
        }

        Machine = machine;
    }

    /// <summary>The machine whose gradient is estimated.</summary>
    public BoltzmannMachine Machine { get; }

    /// <summary>What must be kept to go on later with the same bytes: the chains, by name.</summary>
    public virtual IReadOnlyDictionary<string, Tensor> State => new Dictionary<string, Tensor>();

    /// <summary>Takes back what <see cref="State"/> gave.</summary>
    public virtual void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
    }

    /// <summary>What the estimator can tell of itself after each epoch, such as how often its chains swap.</summary>
    public virtual IReadOnlyList<Metric> Metrics => [];

    /// <summary>The statistics of one step; valid until the next call.</summary>
    /// <param name="data">The visible layers set to the examples of a batch.</param>
    /// <param name="weights">The weight of each example, [batch], summing to 1; null for equal ones.</param>
    /// <param name="random">The numbers of this step.</param>
    public abstract Statistics Estimate(MachineState data, Tensor? weights, RandomStream random);

    /// <summary>The phase of the data: hidden means given the examples, and hidden states too where chains start from them.</summary>
    private protected (Phase Phase, GibbsChains Chains) DataPhase(MachineState data, Tensor? weights, bool draw, RandomStream random)
    {
        GibbsChains chains = ChainsFor(_dataChains, data.Rows);
        MachineState means = new();
        foreach (Layer layer in Machine.LayersOf(LayerRole.Visible))
            means[layer] = chains.State[layer] = data[layer];
        foreach (Layer layer in Machine.LayersOf(LayerRole.Hidden))
        {
            if (draw)
                chains.Sample(layer, random.At(Machine.IndexOf(layer)));
            else
                chains.Mean(layer);
            means[layer] = States.Dense(chains.Means(layer));
        }

        return (new Phase(means, weights), chains);
    }

    /// <summary>Chains of a size, made once: an epoch's last batch may be smaller than the others.</summary>
    private protected GibbsChains ChainsFor(Dictionary<int, GibbsChains> bySize, int rows)
    {
        if (!bySize.TryGetValue(rows, out GibbsChains? chains))
            bySize[rows] = chains = new GibbsChains(Machine, rows);
        return chains;
    }

    /// <summary>The saved states of chains, as chains of this training.</summary>
    /// <exception cref="ArgumentException">They are missing, or there are more, fewer or larger ones than this training has.</exception>
    private protected static States RestoredChains(IReadOnlyDictionary<string, Tensor> state, string name, Layer layer, int chains)
    {
        Tensor saved = EnergyLearner.Find(state, name);
        return saved.Rows == chains && saved.Columns == layer.Units.Count
            ? States.From(saved.Clone())
            : throw new ArgumentException($"The saved chains of '{layer.Name}' are {Tensor.Describe(saved.Shape)}; this training has [{chains}, {layer.Units.Count}].", nameof(state));
    }

    /// <summary>The phase of the model: visible states of the chains with the means of the hidden layers.</summary>
    private protected Phase ModelPhase(GibbsChains chains, Tensor? weights)
    {
        MachineState state = new();
        foreach (Layer layer in Machine.LayersOf(LayerRole.Visible))
            state[layer] = chains.State[layer];
        foreach (Layer layer in Machine.LayersOf(LayerRole.Hidden))
            state[layer] = States.Dense(chains.Means(layer));
        return new Phase(state, weights);
    }
}
