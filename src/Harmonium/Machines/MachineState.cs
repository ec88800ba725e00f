using Harmonium.Numerics;

namespace Harmonium;

/// <summary>The states of a machine's layers for a batch of examples; layers that were not set have none.</summary>
public sealed class MachineState
{
    private readonly Dictionary<Layer, States> _states = [];

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

    /// <summary>The states of a layer, or null.</summary>
    public States? Find(Layer layer) => _states.GetValueOrDefault(layer);
}
