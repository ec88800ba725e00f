using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Machines;

/// <summary>The states of a machine's layers for a batch of examples; layers that were not set have none.</summary>
public sealed class MachineState
{
    private readonly Dictionary<Layer, States> _states = [];
    private readonly Dictionary<Layer, Tensor> _known = [];

    /// <summary>The states of a layer.</summary>
    /// <exception cref="InvalidOperationException">The layer has none yet.</exception>
    public States this[Layer layer]
    {
        get => _states.TryGetValue(layer, out States? states)
            ? states
            : throw new InvalidOperationException($"The layer '{layer.Name}' has no states yet: set or sample it first.");
        set => _states[layer] = value;
    }

    /// <summary>How many examples the batch has; 0 when no layer is set.</summary>
    public int Rows => _states.Count == 0 ? 0 : _states.Values.First().Rows;

    /// <summary>Which examples of a data set the batch has, by their numbers; null where nobody said.</summary>
    public IReadOnlyList<int>? Examples { get; set; }

    /// <summary>Which units of a layer are known, [batch, units], 1 where they are and 0 where they are missing; null where all are known.</summary>
    public Tensor? KnownOf(Layer layer) => _known.GetValueOrDefault(layer);

    /// <summary>Says which units of a layer are known; the states of the others do not count, and whoever learns from them infers them.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="known">[batch, units], 1 or 0.</param>
    /// <exception cref="ArgumentException">It does not fit the layer.</exception>
    public void Know(Layer layer, Tensor known)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(known);
        if (known.Columns != layer.Units.Count)
            throw new ArgumentException($"What is known of '{layer.Name}' must be [batch, {layer.Units.Count}]; it is {Tensor.Describe(known.Shape)}.",
                nameof(known));
        _known[layer] = known;
    }

    /// <summary>The states of a layer, or null.</summary>
    public States? Find(Layer layer) => _states.GetValueOrDefault(layer);
}
