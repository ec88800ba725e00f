using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium;

/// <summary>
/// Markov chains side by side, one a row, that sample the layers of a machine in turn given their neighbours
/// (block Gibbs sampling; Geman &amp; Geman 1984). Buffers are kept from sweep to sweep.
/// </summary>
public sealed class GibbsChains
{
    private readonly Dictionary<Layer, Buffers> _buffers;

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
        _buffers = machine.Layers.ToDictionary(layer => layer, layer => new Buffers(layer.Units, device, count));
    }

    /// <summary>The machine that is sampled.</summary>
    public BoltzmannMachine Machine { get; }

    /// <summary>How many chains run side by side.</summary>
    public int Count { get; }

    /// <summary>The states of all layers; setting a layer restarts the chains from there.</summary>
    public MachineState State { get; } = new();

    /// <summary>The means of a layer at its last update, [chains, units].</summary>
    public Tensor Means(Layer layer) => _buffers[layer].Means;

    /// <summary>Draws every given layer, and each to the other, independently of everything: units that receive nothing.</summary>
    public void SampleIndependently(IEnumerable<Layer> layers, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(layers);
        foreach (Layer layer in layers)
        {
            Buffers buffers = _buffers[layer];
            buffers.Input.Scale(0);
            State[layer] = layer.Units.Sample(buffers.Input, random.At(Machine.IndexOf(layer)), buffers.Samples, buffers.Means);
        }
    }

    /// <summary>Draws a layer given its neighbours, and keeps its means.</summary>
    public States Sample(Layer layer, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(layer);
        Buffers buffers = _buffers[layer];
        Tensor input = Machine.Input(layer, State, buffers.Input);
        return State[layer] = layer.Units.Resample(State.Find(layer), input, random, buffers.Samples, buffers.Means);
    }

    /// <summary>Works out the means of a layer given its neighbours, without drawing.</summary>
    public Tensor Mean(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        Buffers buffers = _buffers[layer];
        return layer.Units.Mean(Machine.Input(layer, State, buffers.Input), buffers.Means);
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

    private sealed class Buffers(Units units, Device device, int count)
    {
        internal Tensor Input { get; } = Tensor.Aligned(device, count, units.Count);

        internal Tensor Means { get; } = Tensor.Aligned(device, count, units.Count);

        internal States Samples { get; } = units.NewStates(device, count);
    }
}
