using Harmonium.Numerics;

namespace Harmonium;

/// <summary>
/// All joint states of one side of a machine, numbered: bit i of the number is unit i, the layers one after the other; with
/// log Σ exp(−E) over the other side for each. States come in chunks of a fixed size, so that sums have a fixed order.
/// </summary>
internal abstract class EnumeratedSide
{
    private const int BitsOfChunk = 10;

    private protected EnumeratedSide(BoltzmannMachine machine, IReadOnlyList<Layer> layers, IReadOnlyList<Layer> others)
    {
        Machine = machine;
        Layers = layers;
        Others = others;
        Bits = layers.Sum(layer => layer.Units.Count);
        ChunkSize = 1 << Math.Min(Bits, BitsOfChunk);
        Chunks = 1 << Math.Max(0, Bits - BitsOfChunk);
    }

    /// <summary>The layers whose states are numbered.</summary>
    internal IReadOnlyList<Layer> Layers { get; }

    /// <summary>The layers that are summed over.</summary>
    internal IReadOnlyList<Layer> Others { get; }

    /// <summary>The number of units that are enumerated: there are 2^Bits states.</summary>
    internal int Bits { get; }

    /// <summary>How many states a chunk has.</summary>
    internal int ChunkSize { get; }

    /// <summary>How many chunks there are.</summary>
    internal int Chunks { get; }

    private protected BoltzmannMachine Machine { get; }

    /// <summary>The way that suits the machine: in double where all is Bernoulli and dense, through the layers otherwise.</summary>
    internal static EnumeratedSide Of(BoltzmannMachine machine, IReadOnlyList<Layer> layers, IReadOnlyList<Layer> others) =>
        BernoulliInput.Between(machine, layers, others) is { } input
            ? new BernoulliEnumeration(machine, layers, others, input)
            : new BlockEnumeration(machine, layers, others);

    /// <summary>Whether the states of these units can be numbered by bits.</summary>
    internal static bool CanEnumerate(IReadOnlyList<Layer> layers) => layers.All(layer => layer.Units is Bernoulli);

    /// <summary>log of the unnormalised probability of each state of a chunk, in the order of their numbers.</summary>
    internal abstract void LogWeights(int chunk, Span<double> into);

    /// <summary>The given states of one layer as numbers, [states, units].</summary>
    internal Tensor StatesOf(Layer layer, ReadOnlySpan<long> numbers)
    {
        int shift = 0;
        foreach (Layer before in Layers.TakeWhile(before => !ReferenceEquals(before, layer)))
            shift += before.Units.Count;
        Tensor states = Tensor.Zeros(Machine.Parameters.First().Values.Device, numbers.Length, layer.Units.Count);
        Span<float> values = states.AsSpan();
        for (int i = 0; i < values.Length; i++)
            values[i] = numbers[i / states.Columns] >> (shift + (i % states.Columns)) & 1;
        return states;
    }
}
