using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Sampling;

/// <summary>
/// Parallel Markov chains, one per row, that sample the layers of a machine one after another given their neighbors (block Gibbs sampling; Geman
/// &amp; Geman 1984). A layer with a lateral coupling is sampled in groups, given by the coloring of its coupling. Works for any graph of layers.
/// Buffers are reused between sweeps.
/// </summary>
public sealed class GibbsChains
{
    private readonly Dictionary<Layer, Buffers> _buffers;
    private readonly Dictionary<Layer, LateralCoupling> _lateral;
    private readonly Dictionary<Layer, (States States, Tensor Known)> _held = [];
    private double _temperature = 1;

    /// <summary>Creates chains without states.</summary>
    /// <param name="machine">The machine to sample.</param>
    /// <param name="count">The number of parallel chains.</param>
    public GibbsChains(BoltzmannMachine machine, int count)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Machine = machine;
        Count = count;
        Device device = machine.Parameters.First().Values.Device;
        _lateral = machine.Couplings.OfType<LateralCoupling>().ToDictionary(coupling => coupling.First);
        _buffers = machine.Layers.ToDictionary(layer => layer, layer => new Buffers(layer.Units, device, count));
    }

    /// <summary>The machine to sample.</summary>
    public BoltzmannMachine Machine { get; }

    /// <summary>The number of parallel chains.</summary>
    public int Count { get; }

    /// <summary>T of p ∝ exp(−E / T), above 0. The default of 1 samples the machine's own distribution.</summary>
    /// <exception cref="ArgumentException">The value is not above 0, or is not 1 although a layer has units with more than two values.</exception>
    public double Temperature
    {
        get => _temperature;
        set
        {
            Tempering.Require(Machine, value);
            _temperature = value;
        }
    }

    /// <summary>The states of all layers. Setting a layer restarts the chains from there.</summary>
    public MachineState State { get; } = new();

    /// <summary>Returns the means of a layer at its last update, [chains, units].</summary>
    public Tensor Means(Layer layer) => _buffers[layer].Means;

    /// <summary>Draws the given layers independently, as units without input.</summary>
    public void SampleIndependently(IEnumerable<Layer> layers, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(layers);
        foreach (Layer layer in layers)
            SampleIndependently(layer, random.At(Machine.IndexOf(layer)));
    }

    /// <summary>Draws a layer as units without input.</summary>
    public void SampleIndependently(Layer layer, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(layer);
        Buffers buffers = _buffers[layer];
        buffers.Input.Scale(0);
        State[layer] = Held(layer, layer.Units.For(State.Find(layer))
            .Sample(Tempering.Apply(layer.Units, buffers.Input, Temperature), random, buffers.Samples, buffers.Means));
    }

    /// <summary>Draws a layer given its neighbors, and stores its means.</summary>
    public States Sample(Layer layer, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(layer);
        Buffers buffers = _buffers[layer];
        if (_lateral.TryGetValue(layer, out LateralCoupling? lateral))
            return State[layer] = Held(layer,
                States.From(UpdateGroups(layer, lateral, input => layer.Units.Sample(input, random, buffers.Samples, buffers.GroupMeans).AsTensor())));
        Tensor input = Tempering.Apply(layer.Units, Machine.Input(layer, State, buffers.Input), Temperature);
        return State[layer] = Held(layer, layer.Units.For(State.Find(layer)).Sample(input, random, buffers.Samples, buffers.Means));
    }

    /// <summary>
    /// Clamps units to given states. Later draws of the layer change only the other units, so the chains sample p(others | clamped). A layer with
    /// couplings between its units cannot be clamped in part.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="states">The states, [chains, units]. The states of units that are not clamped are ignored.</param>
    /// <param name="known">The mask, [chains, units]: 1 for clamped units, 0 for others; null to clamp no unit.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or units of the layer are coupled with each other.</exception>
    public void Hold(Layer layer, States states, Tensor? known)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(states);
        if (known is null)
        {
            _held.Remove(layer);
            return;
        }

        if (_lateral.ContainsKey(layer))
            throw new ArgumentException($"Units of the layer '{layer.Name}' are coupled with each other, so the layer cannot be clamped in part. " +
                "Move the missing units to a separate layer.", nameof(layer));
        if (known.Rows != Count || known.Columns != layer.Units.Count || states.Rows != Count || states.Columns != layer.Units.Count)
            throw new ArgumentException($"The layer '{layer.Name}' has [{Count}, {layer.Units.Count}] units; states are [{states.Rows}, {states.Columns}], " +
                $"the mask is {Tensor.Describe(known.Shape)}.", nameof(known));
        _held[layer] = (states, known);
    }

    /// <summary>Computes the means of a layer given its neighbors, without drawing.</summary>
    public Tensor Mean(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        Buffers buffers = _buffers[layer];
        return layer.Units.For(State.Find(layer)).Mean(Tempering.Apply(layer.Units, Machine.Input(layer, State, buffers.Input), Temperature), buffers.Means);
    }

    /// <summary>
    /// Runs mean-field iteration: every layer of a role, and within it every group of a coloring, gets its means given those of all others, m = M[x |
    /// input(m)] (Peterson &amp; Anderson 1987). This never raises the variational free energy. The states become means.
    /// </summary>
    /// <param name="role">The role of the layers to update.</param>
    /// <param name="sweeps">The largest number of sweeps.</param>
    /// <param name="tolerance">The iteration stops after a sweep with no larger change of a mean than this; 0 runs all sweeps.</param>
    /// <param name="damping">
    /// The fraction of the old mean that is kept in an update, from 0 up to but not including 1. Use it for machines with oscillating means.
    /// </param>
    /// <returns>The number of sweeps, and the largest change of a mean in the last sweep.</returns>
    public MeanFieldOutcome MeanField(LayerRole role, int sweeps, double tolerance = 0, double damping = 0)
    {
        float change = float.NaN;
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            change = tolerance > 0 ? 0 : float.NaN;
            foreach (Layer layer in Machine.LayersOf(role))
            {
                Tensor means = _lateral.TryGetValue(layer, out LateralCoupling? lateral)
                    ? UpdateGroups(layer, lateral, input => layer.Units.Mean(input, _buffers[layer].GroupMeans))
                    : Mean(layer).Clone();
                if (damping > 0)
                    means.Scale((float)(1 - damping)).AddScaled(State[layer].AsTensor(), (float)damping);
                if (tolerance > 0)
                    change = MathF.Max(change, State[layer].AsTensor().Contiguous().Clone().AddScaled(means, -1).LargestMagnitude());
                State[layer] = States.Dense(means);
            }

            if (change <= tolerance)
                return new MeanFieldOutcome(sweep + 1, change);
        }

        return new MeanFieldOutcome(sweeps, change);
    }

    /// <summary>
    /// Sets the hidden layers to means in one pass upward from the visible layers: m = M[x | input of the layers below]. The input is doubled if a
    /// layer above has no means yet (<see cref="MeanFieldStart.BottomUp"/>). Couplings within a layer are ignored.
    /// </summary>
    public void MeansBottomUp()
    {
        HashSet<Layer> known = [.. Machine.LayersOf(LayerRole.Visible)];
        List<Layer> open = [.. Machine.LayersOf(LayerRole.Hidden)];
        while (open.Count > 0)
        {
            // The next layer above those that are known. A layer without input gets its means from its biases.
            Layer layer = open.FirstOrDefault(layer => NeighborsOf(layer).Any(known.Contains)) ?? open[0];
            State[layer] = States.Dense(layer.Units.Mean(InputFrom(known, layer)).Contiguous());
            known.Add(layer);
            open.Remove(layer);
        }
    }

    /// <summary>
    /// Runs sweeps while the temperature follows a schedule, and keeps the final temperature (simulated annealing; Kirkpatrick, Gelatt, Vecchi 1983).
    /// </summary>
    /// <param name="cooling">The temperature schedule.</param>
    /// <param name="sweeps">The number of sweeps.</param>
    /// <param name="random">The random stream to draw from.</param>
    public void Anneal(CoolingSchedule cooling, int sweeps, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(cooling);
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            Temperature = cooling.At(sweeps == 1 ? 1 : sweep / (sweeps - 1.0));
            Sweep(1, random, first: sweep);
        }
    }

    /// <summary>Draws the layers of a role, one after another.</summary>
    /// <param name="role">The role of the layers to draw.</param>
    /// <param name="random">The random stream to draw from; each layer uses its own branch.</param>
    /// <param name="sweep">The number of the sweep in the stream.</param>
    public void Sample(LayerRole role, RandomStream random, int sweep)
    {
        for (int i = 0; i < Machine.Layers.Count; i++)
        {
            if (Machine.Layers[i].Role == role)
                Sample(Machine.Layers[i], random.At((sweep * Machine.Layers.Count) + i));
        }
    }

    /// <summary>Runs sweeps. Each sweep draws the visible layers given the hidden ones, then the hidden layers given the visible ones.</summary>
    /// <param name="sweeps">The number of sweeps.</param>
    /// <param name="random">The random stream to draw from.</param>
    /// <param name="first">The number of the first sweep in the stream.</param>
    public void Sweep(int sweeps, RandomStream random, int first = 0)
    {
        for (int sweep = first; sweep < first + sweeps; sweep++)
        {
            Sample(LayerRole.Visible, random, sweep);
            Sample(LayerRole.Hidden, random, sweep);
        }
    }

    private IEnumerable<Layer> NeighborsOf(Layer layer) =>
        Machine.Couplings.Where(coupling => (coupling.First == layer) != (coupling.Second == layer)).Select(coupling => coupling.Opposite(layer));

    /// <summary>The input of a layer from the layers that have states, doubled if other neighbors have none.</summary>
    private Tensor InputFrom(HashSet<Layer> known, Layer layer)
    {
        Tensor input = _buffers[layer].Input.Scale(0);
        foreach (Coupling coupling in Machine.Couplings.Where(coupling => (coupling.First == layer) != (coupling.Second == layer)))
        {
            if (known.Contains(coupling.Opposite(layer)))
                input.AddScaled(coupling.InputTo(layer, State[coupling.Opposite(layer)]));
        }

        return NeighborsOf(layer).All(known.Contains) ? input : input.Scale(2);
    }

    /// <summary>Returns the drawn states, with the clamped units restored.</summary>
    private States Held(Layer layer, States drawn)
    {
        if (!_held.TryGetValue(layer, out (States States, Tensor Known) held))
            return drawn;
        Tensor merged = drawn.AsTensor().Contiguous().Clone(), states = held.States.AsTensor();
        for (int row = 0; row < merged.Rows; row++)
        {
            Span<float> into = merged.Row(row);
            ReadOnlySpan<float> from = states.Row(row), known = held.Known.Row(row);
            for (int unit = 0; unit < into.Length; unit++)
                into[unit] = known[unit] != 0 ? from[unit] : into[unit];
        }

        return States.From(merged);
    }

    /// <summary>
    /// Updates the groups of a layer, one after another. Each update computes values for the whole layer and keeps those of its group, so that any
    /// kind of unit can be coupled and each unit uses its own random numbers once. The input is computed once and then corrected for the changes.
    /// </summary>
    private Tensor UpdateGroups(Layer layer, LateralCoupling lateral, Func<Tensor, Tensor> update)
    {
        Buffers buffers = _buffers[layer];
        Tensor now = State[layer].AsTensor().Contiguous().Clone(), input = Machine.Input(layer, State, buffers.Input);
        foreach (IReadOnlyList<int> group in lateral.Coloring.Groups)
        {
            Tensor values = update(Temperature == 1 ? input : Tempering.Apply(layer.Units, input.Clone(), Temperature));
            Tensor changes = Tensor.Zeros(now.Device, Count, group.Count), weights = Tensor.Zeros(now.Device, group.Count, layer.Units.Count);
            for (int k = 0; k < group.Count; k++)
                lateral.Weights.Row(group[k]).CopyTo(weights.Row(k));
            for (int chain = 0; chain < Count; chain++)
            {
                Span<float> x = now.Row(chain), change = changes.Row(chain), mean = buffers.Means.Row(chain);
                ReadOnlySpan<float> value = values.Row(chain), groupMean = buffers.GroupMeans.Row(chain);
                for (int k = 0; k < group.Count; k++)
                {
                    int i = group[k];
                    change[k] = value[i] - x[i];
                    x[i] = value[i];
                    mean[i] = groupMean[i];
                }
            }

            changes.Multiply(weights, into: input, accumulate: true);
        }

        return now;
    }

    private sealed class Buffers(LayerUnits units, Device device, int count)
    {
        internal Tensor Input { get; } = Tensor.Aligned(device, count, units.Count);

        internal Tensor Means { get; } = Tensor.Aligned(device, count, units.Count);

        /// <summary>The means of the whole layer during the update of a group.</summary>
        internal Tensor GroupMeans { get; } = Tensor.Aligned(device, count, units.Count);

        internal States Samples { get; } = units.NewStates(device, count);
    }
}
