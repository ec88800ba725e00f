using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Sampling;

/// <summary>
/// Markov chains side by side, one a row, that sample the layers of a machine in turn given their neighbors
/// (block Gibbs sampling; Geman &amp; Geman 1984). A layer whose units are coupled with each other is drawn group after group, by the
/// coloring of its coupling. Any graph is sampled so. Buffers are kept from sweep to sweep.
/// </summary>
public sealed class GibbsChains
{
    private readonly Dictionary<Layer, Buffers> _buffers;
    private readonly Dictionary<Layer, LateralCoupling> _lateral;
    private readonly Dictionary<Layer, (States States, Tensor Known)> _held = [];
    private double _temperature = 1;

    /// <summary>Chains whose layers have no states yet.</summary>
    /// <param name="machine">The machine to sample.</param>
    /// <param name="count">How many chains run side by side.</param>
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

    /// <summary>The machine that is sampled.</summary>
    public BoltzmannMachine Machine { get; }

    /// <summary>How many chains run side by side.</summary>
    public int Count { get; }

    /// <summary>T of p ∝ exp(−E / T), above 0; 1 samples the machine as it stands.</summary>
    /// <exception cref="ArgumentException">Not above 0; or other than 1 where a layer has units of more than two values.</exception>
    public double Temperature
    {
        get => _temperature;
        set
        {
            Tempering.Require(Machine, value);
            _temperature = value;
        }
    }

    /// <summary>The states of all layers; setting a layer restarts the chains from there.</summary>
    public MachineState State { get; } = new();

    /// <summary>The means of a layer at its last update, [chains, units].</summary>
    public Tensor Means(Layer layer) => _buffers[layer].Means;

    /// <summary>Draws every given layer, and each to the other, independently of everything: units that receive nothing.</summary>
    public void SampleIndependently(IEnumerable<Layer> layers, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(layers);
        foreach (Layer layer in layers)
            SampleIndependently(layer, random.At(Machine.IndexOf(layer)));
    }

    /// <summary>Draws a layer as if it received nothing.</summary>
    public void SampleIndependently(Layer layer, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(layer);
        Buffers buffers = _buffers[layer];
        buffers.Input.Scale(0);
        State[layer] = Held(layer, layer.Units.For(State.Find(layer))
            .Sample(Tempering.Apply(layer.Units, buffers.Input, Temperature), random, buffers.Samples, buffers.Means));
    }

    /// <summary>Draws a layer given its neighbors, and keeps its means.</summary>
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
    /// Holds units at given states from now on: draws of the layer leave them alone and change the others only, so that the chains sample
    /// p(others | held). Units that are coupled within the layer cannot be held in part.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="states">Their states, [chains, units]; those of units that are not held do not count.</param>
    /// <param name="known">[chains, units], 1 where a unit is held, else 0; null to hold none.</param>
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
            throw new ArgumentException($"Units of the layer '{layer.Name}' are coupled with each other, so that some cannot be held while others are drawn. " +
                "Let a layer of its own hold those that are missing.", nameof(layer));
        if (known.Rows != Count || known.Columns != layer.Units.Count || states.Rows != Count || states.Columns != layer.Units.Count)
            throw new ArgumentException($"The layer '{layer.Name}' has [{Count}, {layer.Units.Count}] units; states are [{states.Rows}, {states.Columns}], " +
                $"what is held {Tensor.Describe(known.Shape)}.", nameof(known));
        _held[layer] = (states, known);
    }

    /// <summary>Works out the means of a layer given its neighbors, without drawing.</summary>
    public Tensor Mean(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        Buffers buffers = _buffers[layer];
        return layer.Units.For(State.Find(layer)).Mean(Tempering.Apply(layer.Units, Machine.Input(layer, State, buffers.Input), Temperature), buffers.Means);
    }

    /// <summary>
    /// Iterates means instead of states: every layer of a role, and within it every group of a coloring, gets its means given those of all
    /// others, m = M[x | input(m)] (Peterson &amp; Anderson 1987), which never raises the variational free energy. The states become means.
    /// </summary>
    /// <param name="role">The role whose layers are updated.</param>
    /// <param name="sweeps">How often at most.</param>
    /// <param name="tolerance">The largest change of a mean in a sweep after which no other is made; 0 to make all of them.</param>
    /// <param name="damping">The share of the old mean that is kept in an update, 0 to below 1, for machines whose means swing.</param>
    /// <returns>How many sweeps were made, and how far the last one went.</returns>
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
    /// Sets the hidden layers to means by one pass from the visible layers upward: m = M[x | input of the layers below], the input doubled where a
    /// layer above has no means yet (<see cref="MeanFieldStart.BottomUp"/>). Couplings within a layer have no part in it.
    /// </summary>
    public void MeansBottomUp()
    {
        HashSet<Layer> known = [.. Machine.LayersOf(LayerRole.Visible)];
        List<Layer> open = [.. Machine.LayersOf(LayerRole.Hidden)];
        while (open.Count > 0)
        {
            // The next layer above those that are known; one that nothing reaches gets what its biases say.
            Layer layer = open.FirstOrDefault(layer => NeighborsOf(layer).Any(known.Contains)) ?? open[0];
            State[layer] = States.Dense(layer.Units.Mean(InputFrom(known, layer)).Contiguous());
            known.Add(layer);
            open.Remove(layer);
        }
    }

    /// <summary>Sweeps while the temperature follows a schedule, and stays where it ends (simulated annealing; Kirkpatrick, Gelatt, Vecchi 1983).</summary>
    /// <param name="cooling">The temperatures.</param>
    /// <param name="sweeps">How many.</param>
    /// <param name="random">The numbers to draw with.</param>
    public void Anneal(CoolingSchedule cooling, int sweeps, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(cooling);
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            Temperature = cooling.At(sweeps == 1 ? 1 : sweep / (sweeps - 1.0));
            Sweep(1, random, first: sweep);
        }
    }

    /// <summary>Draws the layers of one role after the other.</summary>
    /// <param name="role">The role whose layers are drawn.</param>
    /// <param name="random">The numbers to draw with; each layer takes a branch of its own.</param>
    /// <param name="sweep">Tells the sweeps of one stream apart.</param>
    public void Sample(LayerRole role, RandomStream random, int sweep)
    {
        for (int i = 0; i < Machine.Layers.Count; i++)
        {
            if (Machine.Layers[i].Role == role)
                Sample(Machine.Layers[i], random.At((sweep * Machine.Layers.Count) + i));
        }
    }

    /// <summary>Sweeps: each draws the visible layers given the hidden ones, then the hidden ones given the visible.</summary>
    /// <param name="sweeps">How many.</param>
    /// <param name="random">The numbers to draw with.</param>
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

    /// <summary>What a layer receives from the layers that have states, twice where others have none.</summary>
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

    /// <summary>What was drawn, with the units that are held put back.</summary>
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
    /// Updates the groups of a layer in turn. Every group's values are made for the whole layer and only its own are taken, so that any unit kind
    /// can be coupled, and each unit uses the random numbers of its own place once. The input is made once and then follows the changes.
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

        /// <summary>The means of the whole layer while a group is updated.</summary>
        internal Tensor GroupMeans { get; } = Tensor.Aligned(device, count, units.Count);

        internal States Samples { get; } = units.NewStates(device, count);
    }
}
