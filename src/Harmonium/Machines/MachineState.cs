using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Machines;

/// <summary>The states of a machine's layers for a batch of examples. A layer that was not set has no states.</summary>
public sealed class MachineState
{
    private readonly Dictionary<Layer, States> _states = [];
    private readonly Dictionary<Layer, Tensor> _known = [];

    /// <summary>The states of a layer.</summary>
    /// <exception cref="InvalidOperationException">The layer has no states yet.</exception>
    public States this[Layer layer]
    {
        get => _states.TryGetValue(layer, out States? states)
            ? states
            : throw new InvalidOperationException($"The layer '{layer.Name}' has no states yet: set or sample it first.");
        set => _states[layer] = value;
    }

    /// <summary>The number of examples in the batch; 0 if no layer is set.</summary>
    public int Rows => _states.Count == 0 ? 0 : _states.Values.First().Rows;

    /// <summary>The indices of the batch's examples in a data set; null if they are unknown.</summary>
    public IReadOnlyList<int>? Examples { get; set; }

    /// <summary>Returns the mask of known units of a layer, [batch, units]: 1 for known units, 0 for missing ones. Returns null if all are known.</summary>
    public Tensor? KnownOf(Layer layer) => _known.GetValueOrDefault(layer);

    /// <summary>Sets which units of a layer are known. The states of the other units are ignored, and training infers them.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="known">The mask, [batch, units]: 1 for known units, 0 for missing ones.</param>
    /// <exception cref="ArgumentException">The mask does not fit the layer.</exception>
    public void Know(Layer layer, Tensor known)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(known);
        if (known.Columns != layer.Units.Count)
            throw new ArgumentException($"The mask of '{layer.Name}' must be [batch, {layer.Units.Count}]; it is {Tensor.Describe(known.Shape)}.",
                nameof(known));
        _known[layer] = known;
    }

    /// <summary>Returns the states of a layer, or null.</summary>
    public States? Find(Layer layer) => _states.GetValueOrDefault(layer);
}
