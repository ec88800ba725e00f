using Harmonium.Couplings;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Machines.Enumeration;

/// <summary>
/// All joint states of layers of units with two values, numbered. Bit i of the number is 1 if unit i has its higher value; the layers follow one
/// another.
/// </summary>
public sealed class StateSpace
{
    /// <summary>The largest number of units with listed states: 2²⁰ states.</summary>
    public const int MaximumUnits = 20;

    /// <summary>Creates the states of the given layers.</summary>
    /// <exception cref="ArgumentException">There are no layers, more than <see cref="MaximumUnits"/> units, or units with more than two values.</exception>
    public StateSpace(IReadOnlyList<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0)
            throw new ArgumentException("Listing states needs at least one layer; none was given.", nameof(layers));
        if (layers.FirstOrDefault(layer => !BinaryValues.Has(layer.Units)) is { } other)
            throw new ArgumentException($"Listing states needs units with two values; the layer '{other.Name}' has {other.Units.Kind} units.",
                nameof(layers));
        Units = layers.Sum(layer => layer.Units.Count);
        if (Units > MaximumUnits)
            throw new ArgumentException($"{Units} units have too many states to list; the limit is {MaximumUnits}. Sample the states instead.", nameof(layers));
        Layers = layers;
        All = List();
    }

    /// <summary>The layers, in the order of the bits.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The number of units.</summary>
    public int Units { get; }

    /// <summary>The number of states: 2^units.</summary>
    public int Count => 1 << Units;

    /// <summary>All states, one per row, in the order of their numbers.</summary>
    public MachineState All { get; }

    /// <summary>Returns the number of one example's state.</summary>
    public int NumberOf(MachineState state, int example)
    {
        ArgumentNullException.ThrowIfNull(state);
        int number = 0, bit = 0;
        foreach (Layer layer in Layers)
        {
            float high = BinaryValues.Of(layer.Units).High;
            foreach (float x in state[layer].AsTensor().Row(example))
                number |= (x == high ? 1 : 0) << bit++;
        }

        return number;
    }

    /// <summary>Returns the fraction of examples in each state, indexed by the number of the state.</summary>
    public double[] FrequenciesOf(MachineState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double[] frequencies = new double[Count];
        for (int example = 0; example < state.Rows; example++)
            frequencies[NumberOf(state, example)] += 1.0 / state.Rows;
        return frequencies;
    }

    private MachineState List()
    {
        MachineState all = new();
        int first = 0;
        foreach (Layer layer in Layers)
        {
            (float low, float high) = BinaryValues.Of(layer.Units);
            Tensor states = Tensor.Zeros(layer.Units.Parameters[0].Values.Device, Count, layer.Units.Count);
            for (int number = 0; number < Count; number++)
            {
                Span<float> row = states.Row(number);
                for (int i = 0; i < row.Length; i++)
                    row[i] = (number >> (first + i) & 1) == 0 ? low : high;
            }

            all[layer] = States.From(states);
            first += layer.Units.Count;
        }

        return all;
    }
}
