using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Learning.Gradients;

/// <summary>The hidden means of each example at its last visit, from which inference continues.</summary>
internal sealed class RememberedMeans(BoltzmannMachine machine)
{
    private const string Visited = "inference.visited";
    private readonly Layer[] _layers = [.. machine.LayersOf(LayerRole.Hidden)];
    private readonly Dictionary<Layer, Tensor> _means = [];
    private Tensor? _visited;

    internal IReadOnlyDictionary<string, Tensor> State => _visited is null
        ? new Dictionary<string, Tensor>()
        : new Dictionary<string, Tensor>(_means.Select(pair => KeyValuePair.Create(NameOf(pair.Key), pair.Value))) { [Visited] = _visited };

    internal void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        // There are no saved means before the first step.
        _visited = state.GetValueOrDefault(Visited)?.Clone();
        _means.Clear();
        foreach (Layer layer in _visited is null ? [] : _layers)
            _means[layer] = SavedState.Find(state, NameOf(layer)).Clone();
    }

    /// <summary>Replaces the initial means of examples that were visited before by their saved means.</summary>
    /// <param name="examples">The examples of the batch.</param>
    /// <param name="state">The means of the hidden layers, changed.</param>
    internal void Recall(ReadOnlySpan<int> examples, MachineState state)
    {
        foreach (Layer layer in _layers)
        {
            Tensor means = state[layer].AsTensor().Contiguous().Clone();
            for (int row = 0; row < examples.Length; row++)
            {
                if (examples[row] < (_visited?.Count ?? 0) && _visited![examples[row]] != 0)
                    _means[layer].Row(examples[row]).CopyTo(means.Row(row));
            }

            state[layer] = States.Dense(means);
        }
    }

    /// <summary>Saves the means of a batch.</summary>
    internal void Keep(ReadOnlySpan<int> examples, MachineState state)
    {
        int last = 0;
        foreach (int example in examples)
            last = Math.Max(last, example);
        Grow(last + 1);
        foreach (Layer layer in _layers)
        {
            Tensor means = state[layer].AsTensor();
            for (int row = 0; row < examples.Length; row++)
                means.Row(row).CopyTo(_means[layer].Row(examples[row]));
        }

        foreach (int example in examples)
            _visited![example] = 1;
    }

    private static string NameOf(Layer layer) => $"inference.{layer.Name}.means";

    private void Grow(int count)
    {
        int before = _visited?.Count ?? 0;
        if (count <= before)
            return;
        // Grows by at least half, so that the first epoch does not copy at every step.
        count = Math.Max(count, before + (before / 2));
        foreach (Layer layer in _layers)
        {
            Tensor grown = Tensor.Zeros(layer.Units.Parameters[0].Values.Device, count, layer.Units.Count);
            if (before > 0)
                _means[layer].CopyTo(grown.RowRange(0, before));
            _means[layer] = grown;
        }

        Tensor visited = Tensor.Zeros(count);
        _visited?.AsSpan().CopyTo(visited.AsSpan());
        _visited = visited;
    }
}
