using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// Estimates the statistics under the data and under the model. Estimators differ in how they compute the model statistics. The learner
/// turns the statistics into a step.
/// </summary>
public abstract class GradientEstimator
{
    // The offset of the inference sweeps in a step's random stream, far above that of the chains.
    private const int InferenceSweeps = 1 << 18;

    // The offset of the sampling of missing units in a step's random stream, above all others.
    private const int MissingBranch = 1 << 23;

    private readonly Dictionary<int, GibbsChains> _dataChains = [];
    private readonly HashSet<Layer> _entangled;
    private readonly RememberedMeans _remembered;
    private readonly HiddenInference _inference = new();

    /// <summary>Creates an estimator for a model.</summary>
    /// <param name="machine">The model.</param>
    /// <param name="anyGraph">True if the estimator supports couplings within layers and between layers of one role.</param>
    /// <exception cref="ArgumentException">The model has such couplings, and the estimator does not support them.</exception>
    private protected GradientEstimator(BoltzmannMachine machine, bool anyGraph = false)
    {
        ArgumentNullException.ThrowIfNull(machine);
        if (!anyGraph && machine.Couplings.FirstOrDefault(coupling => coupling.First.Role == coupling.Second.Role) is { } coupled)
        {
            throw new ArgumentException(
                $"The layers '{coupled.First.Name}' and '{coupled.Second.Name}' are both {coupled.First.Role.ToString().ToLowerInvariant()} and are coupled; " +
                "this estimator requires that units of one role are independent given the other role. Use persistent contrastive divergence.", nameof(machine));
        }

        Machine = machine;
        _remembered = new RememberedMeans(machine);
        _entangled = [.. machine.Couplings.Where(coupling => coupling.First.Role == coupling.Second.Role)
            .SelectMany(coupling => (Layer[])[coupling.First, coupling.Second])];
    }

    /// <summary>The model.</summary>
    public BoltzmannMachine Machine { get; }

    /// <summary>How hidden states are inferred from the data if hidden units are coupled with each other; otherwise this has no effect.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    internal HiddenInference Inference
    {
        get => _inference;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            value.Validate();
            _inference = value;
        }
    }

    /// <summary>The outcome of the mean-field inference of the last batch; 0 sweeps if there was none.</summary>
    public MeanFieldOutcome LastInference { get; private set; }

    /// <summary>
    /// The number of Gibbs sweeps that sample the missing units of an example given the known ones, at least 1. Has no effect if all are known. A few
    /// sweeps suffice: the known units determine most of the hidden state, so chains mix quickly.
    /// </summary>
    public int SweepsForMissing { get; init; } = 3;

    /// <summary>The state needed to resume with identical bytes, by name: the chains.</summary>
    public virtual IReadOnlyDictionary<string, Tensor> State => new Dictionary<string, Tensor>();

    /// <summary>Restores a saved <see cref="State"/>.</summary>
    public virtual void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
    }

    /// <summary>
    /// The hidden means saved for each example (<see cref="HiddenInference.WarmStart"/>), by name. Stored together with <see cref="State"/>.
    /// </summary>
    internal IReadOnlyDictionary<string, Tensor> RememberedState => _remembered.State;

    /// <summary>Restores a saved <see cref="RememberedState"/>.</summary>
    internal void RestoreRemembered(IReadOnlyDictionary<string, Tensor> state) => _remembered.Restore(state);

    /// <summary>The metrics that the estimator reports after each epoch, such as the swap rate of its chains.</summary>
    public virtual IReadOnlyList<Metric> Metrics => [];

    /// <summary>Returns the statistics of one step. Valid until the next call.</summary>
    /// <param name="data">The visible layers set to the examples of a batch.</param>
    /// <param name="weights">The weight of each example, [batch], summing to 1; null for equal weights.</param>
    /// <param name="random">The random stream of the step.</param>
    internal abstract Statistics Estimate(MachineState data, Tensor? weights, RandomStream random);

    /// <summary>Computes the data phase: hidden means given the examples, and hidden states if chains start from them.</summary>
    private protected (Phase Phase, GibbsChains Chains) DataPhase(MachineState data, Tensor? weights, bool draw, RandomStream random)
    {
        GibbsChains chains = ChainsFor(_dataChains, data.Rows);
        MachineState means = new();
        foreach (Layer layer in Machine.LayersOf(LayerRole.Visible))
            chains.State[layer] = data[layer];
        FillIn(chains, data, random);
        foreach (Layer layer in Machine.LayersOf(LayerRole.Visible))
            means[layer] = chains.State[layer];
        if (Machine.LayersOf(LayerRole.Hidden).Any(IsEntangled))
        {
            Infer(chains, data.Examples, means, draw, random);
            return (new Phase(means, weights), chains);
        }

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

    /// <summary>
    /// True if units of a layer are coupled with units of the same role. They are then dependent given the other role, and their products
    /// must be averaged over states instead of computed from means.
    /// </summary>
    private protected bool IsEntangled(Layer layer) => _entangled.Contains(layer);

    /// <summary>Returns chains for a batch size, created on first use. The last batch of an epoch may be smaller than the others.</summary>
    private protected GibbsChains ChainsFor(Dictionary<int, GibbsChains> bySize, int rows)
    {
        if (!bySize.TryGetValue(rows, out GibbsChains? chains))
            bySize[rows] = chains = new GibbsChains(Machine, rows);
        return chains;
    }

    /// <summary>Reads the saved states of the chains.</summary>
    /// <exception cref="ArgumentException">The chains are missing, or their number or size differs from this training.</exception>
    private protected static States RestoredChains(IReadOnlyDictionary<string, Tensor> state, string name, Layer layer, int chains)
    {
        Tensor saved = SavedState.Find(state, name);
        return saved.Rows == chains && saved.Columns == layer.Units.Count
            ? States.From(saved.Clone())
            : throw new ArgumentException(
                $"The saved chains of '{layer.Name}' have the shape {Tensor.Describe(saved.Shape)}; this training needs [{chains}, {layer.Units.Count}].",
                nameof(state));
    }

    /// <summary>Computes the model phase: visible states of the chains with the means of the hidden layers.</summary>
    private protected Phase ModelPhase(GibbsChains chains, Tensor? weights)
    {
        MachineState state = new();
        foreach (Layer layer in Machine.LayersOf(LayerRole.Visible))
            state[layer] = chains.State[layer];
        foreach (Layer layer in Machine.LayersOf(LayerRole.Hidden))
            state[layer] = IsEntangled(layer) ? chains.State[layer] : States.Dense(chains.Means(layer));
        return new Phase(state, weights);
    }

    /// <summary>
    /// Samples missing visible units given the known ones. They count as hidden units of their example, so the statistics are those
    /// of ∂ log p(known) / ∂θ = ⟨−∂E/∂θ⟩ under p(missing, hidden | known) minus ⟨−∂E/∂θ⟩ under p (Ghahramani &amp; Jordan 1994; Little &amp; Rubin 2002).
    /// </summary>
    private void FillIn(GibbsChains chains, MachineState data, RandomStream random)
    {
        Layer[] missing = [.. Machine.LayersOf(LayerRole.Visible).Where(layer => data.KnownOf(layer) is not null)];
        foreach (Layer layer in Machine.LayersOf(LayerRole.Visible))
            chains.Hold(layer, data[layer], data.KnownOf(layer));
        if (missing.Length == 0)
            return;
        int branch = MissingBranch;
        foreach (Layer layer in (Layer[])[.. missing, .. Machine.LayersOf(LayerRole.Hidden).Where(IsEntangled)])
            chains.SampleIndependently(layer, random.At(branch++));
        for (int sweep = 0; sweep < SweepsForMissing; sweep++)
        {
            foreach (Layer layer in (Layer[])[.. Machine.LayersOf(LayerRole.Hidden), .. missing])
                chains.Sample(layer, random.At(branch++));
        }
    }

    /// <summary>Computes hidden states, or mean fields, of coupled hidden units given the visible states of the chains.</summary>
    private void Infer(GibbsChains chains, IReadOnlyList<int>? examples, MachineState into, bool draw, RandomStream random)
    {
        if (Inference.MeanField)
            InferMeans(chains, examples, random);
        else
            chains.SampleIndependently(Machine.LayersOf(LayerRole.Hidden), random);
        for (int sweep = 0; !Inference.MeanField && sweep < Inference.Sweeps; sweep++)
            chains.Sample(LayerRole.Hidden, random, InferenceSweeps + sweep);
        foreach (Layer layer in Machine.LayersOf(LayerRole.Hidden))
            into[layer] = Inference.MeanField || IsEntangled(layer) ? chains.State[layer] : States.Dense(chains.Means(layer));
        if (Inference.MeanField && draw)
            chains.Sample(LayerRole.Hidden, random, InferenceSweeps);
    }

    private void InferMeans(GibbsChains chains, IReadOnlyList<int>? examples, RandomStream random)
    {
        if (Inference.Start == MeanFieldStart.BottomUp)
            chains.MeansBottomUp();
        else
            chains.SampleIndependently(Machine.LayersOf(LayerRole.Hidden), random);
        int[]? numbers = Inference.WarmStart && examples is not null ? [.. examples] : null;
        if (numbers is not null)
            _remembered.Recall(numbers, chains.State);
        LastInference = chains.MeanField(LayerRole.Hidden, Inference.Sweeps, Inference.Tolerance, Inference.Damping);
        if (numbers is not null)
            _remembered.Keep(numbers, chains.State);
    }
}
