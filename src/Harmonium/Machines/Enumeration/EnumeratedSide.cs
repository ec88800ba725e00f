using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Machines.Enumeration;

/// <summary>
/// All joint states of one side of a machine, numbered, with log Σ exp(−E) over the other side for each state. The blocks of units are the digits of
/// the number, with as many values as a block has states. The first block is the last digit, and the layers follow one another. For units with two
/// states, bit i of the number is unit i. States come in chunks of fixed size, so that sums have a fixed order.
/// </summary>
internal abstract class EnumeratedSide
{
    private const int BitsOfChunk = 10;

    private protected EnumeratedSide(BoltzmannMachine machine, IReadOnlyList<Layer> layers, IReadOnlyList<Layer> others)
    {
        Machine = machine;
        Layers = layers;
        Others = others;
        Count = 1;
        foreach (Layer layer in layers)
        {
            for (int block = 0; block < layer.Units.Count / layer.Units.BlockSize; block++)
                Count = checked(Count * layer.Units.BlockStates!.Count);
        }

        ChunkSize = (int)Math.Min(Count, 1 << BitsOfChunk);
        Chunks = checked((int)((Count + ChunkSize - 1) / ChunkSize));
    }

    /// <summary>The layers with numbered states.</summary>
    internal IReadOnlyList<Layer> Layers { get; }

    /// <summary>The layers that are summed out.</summary>
    internal IReadOnlyList<Layer> Others { get; }

    /// <summary>The number of joint states.</summary>
    internal long Count { get; }

    /// <summary>The number of states per chunk.</summary>
    internal int ChunkSize { get; }

    /// <summary>The number of chunks.</summary>
    internal int Chunks { get; }

    private protected BoltzmannMachine Machine { get; }

    /// <summary>
    /// Returns the enumeration for a machine: in double if all units are Bernoulli and all couplings dense, otherwise through the layers.
    /// </summary>
    internal static EnumeratedSide Of(BoltzmannMachine machine, IReadOnlyList<Layer> layers, IReadOnlyList<Layer> others) =>
        layers.All(layer => layer.Units is Bernoulli) && BernoulliInput.Between(machine, layers, others) is { } input
            ? new BernoulliEnumeration(machine, layers, others, input)
            : new BlockEnumeration(machine, layers, others);

    /// <summary>
    /// The base-2 logarithm of the number of joint states: the number of units if each has two states, infinite if there are infinitely many states.
    /// </summary>
    internal static double BitsOf(IReadOnlyList<Layer> layers) =>
        layers.Sum(layer => layer.Units.BlockStates is { } states ? layer.Units.Count / layer.Units.BlockSize * Math.Log2(states.Count)
            : double.PositiveInfinity);

    /// <summary>Computes the log of the unnormalized probability of each state of a chunk, in order. Entries past the last state are −∞.</summary>
    internal abstract void LogWeights(int chunk, Span<double> into);

    /// <summary>Returns the given states of one layer, [states, units].</summary>
    internal Tensor StatesOf(Layer layer, ReadOnlySpan<long> numbers)
    {
        long digits = 1;
        foreach (Layer before in Layers.TakeWhile(before => !ReferenceEquals(before, layer)))
        {
            for (int block = 0; block < before.Units.Count / before.Units.BlockSize; block++)
                digits *= before.Units.BlockStates!.Count;
        }

        IReadOnlyList<float[]> ofBlock = layer.Units.BlockStates!;
        Tensor states = Tensor.Zeros(Machine.Parameters.First().Values.Device, numbers.Length, layer.Units.Count);
        for (int row = 0; row < numbers.Length; row++)
        {
            long rest = numbers[row] / digits;
            for (int unit = 0; unit < states.Columns; unit += layer.Units.BlockSize, rest /= ofBlock.Count)
                ofBlock[(int)(rest % ofBlock.Count)].CopyTo(states.Row(row)[unit..]);
        }

        return states;
    }
}
