using System.Diagnostics.CodeAnalysis;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Machines;

/// <summary>Data for every visible layer of a machine, in blocks: the same examples in the same order, such as pixels and their labels.</summary>
public sealed class MachineData
{
    private readonly IReadOnlyList<VisibleData> _layers;

    /// <summary>Creates the data of a machine.</summary>
    /// <param name="layers">The data of each visible layer, in the order of the machine's layers, with blocks of equal size.</param>
    /// <exception cref="ArgumentException">There are no layers, or they have different numbers of examples.</exception>
    public MachineData(params IReadOnlyList<VisibleData> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0)
            throw new ArgumentException("The data of at least one visible layer are needed; none were given.", nameof(layers));
        if (layers.FirstOrDefault(data => data.Count != layers[0].Count) is { } other)
        {
            throw new ArgumentException(
                $"{layers[0].Name} has {layers[0].Count} examples and {other.Name} has {other.Count}; the visible layers of a machine need the same examples.",
                nameof(layers));
        }

        _layers = layers;
    }

    /// <summary>The data of each visible layer, in the order of the machine's layers.</summary>
    public IReadOnlyList<VisibleData> Layers => _layers;

    /// <summary>The number of examples.</summary>
    public int Count => _layers[0].Count;

    /// <summary>Converts the data of a machine with one visible layer.</summary>
    [return: NotNullIfNotNull(nameof(data))]
    public static implicit operator MachineData?(VisibleData? data) => data is null ? null : new MachineData([data]);

    /// <summary>Returns the visible states of a machine in order, one block of examples at a time.</summary>
    /// <param name="machine">The machine.</param>
    /// <exception cref="ArgumentException">The data do not fit its visible layers, or their blocks have different sizes.</exception>
    public IEnumerable<MachineState> Blocks(BoltzmannMachine machine)
    {
        Layer[] visible = RequireFit(machine);
        return Blocks();

        IEnumerable<MachineState> Blocks()
        {
            Device device = machine.Parameters.First().Values.Device;
            IEnumerator<States>[] blocks = [.. _layers.Select(data => data.Blocks(device).GetEnumerator())];
            try
            {
                while (blocks.Count(block => block.MoveNext()) == blocks.Length)
                {
                    MachineState state = new();
                    foreach ((Layer layer, IEnumerator<States> block) in visible.Zip(blocks))
                    {
                        if (block.Current.Rows != blocks[0].Current.Rows)
                        {
                            throw new ArgumentException(
                                $"The data of '{visible[0].Name}' and '{layer.Name}' come in blocks of different sizes; use one block size for all.");
                        }

                        state[layer] = block.Current;
                    }

                    yield return state;
                }
            }
            finally
            {
                foreach (IEnumerator<States> block in blocks)
                    block.Dispose();
            }
        }
    }

    /// <summary>
    /// Returns some of the examples, drawn without replacement, the same for every layer. Returns all examples if there are no more than the count.
    /// </summary>
    /// <param name="count">The number of examples to draw.</param>
    /// <param name="seed">The seed of the draw.</param>
    public MachineData Sample(int count, ulong seed) => new([.. _layers.Select(data => data.Sample(count, seed))]);

    /// <summary>Checks that the data fit the visible layers of a machine, and returns these layers.</summary>
    /// <exception cref="ArgumentException">The data do not fit.</exception>
    internal Layer[] RequireFit(BoltzmannMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        Layer[] visible = [.. machine.LayersOf(LayerRole.Visible)];
        if (visible.Length != _layers.Count)
        {
            string names = string.Join(", ", visible.Select(layer => $"'{layer.Name}'"));
            throw new ArgumentException($"The machine has {visible.Length} visible layers ({names}); data were given for {_layers.Count}.");
        }

        foreach ((Layer layer, VisibleData data) in visible.Zip(_layers))
            data.RequireFit(layer);
        return visible;
    }

    /// <summary>Checks that the units can take the states of a block.</summary>
    /// <exception cref="ArgumentException">A unit cannot take its state.</exception>
    internal void RequireStates(BoltzmannMachine machine, MachineState block)
    {
        foreach ((Layer layer, VisibleData data) in machine.LayersOf(LayerRole.Visible).Zip(_layers))
            data.RequireStates(layer, block[layer]);
    }
}
