using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// Answers with statistics under the data and under the model. Estimators differ in how those of the model are made; what
/// is done with them is the learner's business.
/// </summary>
public abstract class GradientEstimator
{
    // Where the sweeps of inference begin in a step's stream, far behind those of the chains.
    private const int InferenceSweeps = 1 << 18;

    // Where the draws of missing units begin in a step's stream, behind all others.
    private const int MissingBranch = 1 << 23;

    private readonly Dictionary<int, GibbsChains> _dataChains = [];
    private readonly HashSet<Layer> _entangled;
    private readonly RememberedMeans _remembered;
    private readonly HiddenInference _inference = new();

    /// <summary>An estimator of a machine.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="anyGraph">Whether it can do with couplings between layers of one role, and within layers.</param>
    /// <exception cref="ArgumentException">The machine has such couplings, and the estimator cannot.</exception>
    private protected GradientEstimator(BoltzmannMachine machine, bool anyGraph = false)
    {
        ArgumentNullException.ThrowIfNull(machine);
        if (!anyGraph && machine.Couplings.FirstOrDefault(coupling => coupling.First.Role == coupling.Second.Role) is { } coupled)
        {
            throw new ArgumentException(
                $"The layers '{coupled.First.Name}' and '{coupled.Second.Name}' are both {coupled.First.Role.ToString().ToLowerInvariant()} and coupled; " +
                "this estimator needs units of one role to be independent given the other role. Use persistent contrastive divergence.", nameof(machine));
        }

        Machine = machine;
        _remembered = new RememberedMeans(machine);
        _entangled = [.. machine.Couplings.Where(coupling => coupling.First.Role == coupling.Second.Role)
            .SelectMany(coupling => (Layer[])[coupling.First, coupling.Second])];
    }

    /// <summary>The machine whose gradient is estimated.</summary>
    public BoltzmannMachine Machine { get; }

    /// <summary>How hidden states are found given the data where hidden units are coupled with each other; without effect elsewhere.</summary>
    /// <exception cref="ArgumentException">A field is out of its range.</exception>
    public HiddenInference Inference
    {
        get => _inference;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            value.Validate();
            _inference = value;
        }
    }

    /// <summary>How the means of the last batch ended; no sweeps where none were iterated.</summary>
    public MeanFieldOutcome LastInference { get; private set; }

    /// <summary>
    /// How many Gibbs sweeps draw the missing units of an example given the known ones, at least 1; without effect where all are known. Few
    /// do: what is known pins the hidden units, so that chains forget their start at once.
    /// </summary>
    public int SweepsForMissing { get; init; } = 3;

    /// <summary>What must be kept to go on later with the same bytes: the chains, by name.</summary>
    public virtual IReadOnlyDictionary<string, Tensor> State => new Dictionary<string, Tensor>();

    /// <summary>Takes back what <see cref="State"/> gave.</summary>
    public virtual void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
    }

    /// <summary>
    /// The hidden means that examples are remembered by (<see cref="HiddenInference.WarmStart"/>), by name: kept together with <see cref="State"/>.
    /// </summary>
    internal IReadOnlyDictionary<string, Tensor> RememberedState => _remembered.State;

    /// <summary>Takes back what <see cref="RememberedState"/> gave.</summary>
    internal void RestoreRemembered(IReadOnlyDictionary<string, Tensor> state) => _remembered.Restore(state);

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
    /// Whether units of a layer are coupled with units of the same role: then they are not independent given the other role, and their products
    /// must be averaged over states rather than made of means.
    /// </summary>
    private protected bool IsEntangled(Layer layer) => _entangled.Contains(layer);

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
        Tensor saved = SavedState.Find(state, name);
        return saved.Rows == chains && saved.Columns == layer.Units.Count
            ? States.From(saved.Clone())
            : throw new ArgumentException(
                $"The saved chains of '{layer.Name}' are {Tensor.Describe(saved.Shape)}; this training has [{chains}, {layer.Units.Count}].", nameof(state));
    }

    /// <summary>The phase of the model: visible states of the chains with the means of the hidden layers.</summary>
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
    /// Draws visible units that are missing given those that are known. They count as hidden units of their example, so the statistics are those
    /// of ∂ log p(known) / ∂θ = ⟨−∂E/∂θ⟩ under p(missing, hidden | known) less ⟨−∂E/∂θ⟩ under p (Ghahramani &amp; Jordan 1994; Little &amp; Rubin 2002).
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

    /// <summary>Hidden states, or mean fields, of coupled hidden units given the visible states of the chains.</summary>
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
