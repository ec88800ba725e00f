using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Machines.Enumeration;

/// <summary>
/// All joint states of one side of a machine, numbered: the block of units that comes first is the last digit, of as many values as the block has
/// states, the layers one after the other; with log Σ exp(−E) over the other side for each. For units of two states bit i of the number is
/// unit i. States come in chunks of a fixed size, so that sums have a fixed order.
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

    /// <summary>The layers whose states are numbered.</summary>
    internal IReadOnlyList<Layer> Layers { get; }

    /// <summary>The layers that are summed over.</summary>
    internal IReadOnlyList<Layer> Others { get; }

    /// <summary>How many joint states there are.</summary>
    internal long Count { get; }

    /// <summary>How many states a chunk has.</summary>
    internal int ChunkSize { get; }

    /// <summary>How many chunks there are.</summary>
    internal int Chunks { get; }

    private protected BoltzmannMachine Machine { get; }

    /// <summary>The way that suits the machine: in double where all is Bernoulli and dense, through the layers otherwise.</summary>
    internal static EnumeratedSide Of(BoltzmannMachine machine, IReadOnlyList<Layer> layers, IReadOnlyList<Layer> others) =>
        layers.All(layer => layer.Units is Bernoulli) && BernoulliInput.Between(machine, layers, others) is { } input
            ? new BernoulliEnumeration(machine, layers, others, input)
            : new BlockEnumeration(machine, layers, others);

    /// <summary>The logarithm to base 2 of the number of joint states, the number of units where each has two; infinite where it cannot be counted.</summary>
    internal static double BitsOf(IReadOnlyList<Layer> layers) =>
        layers.Sum(layer => layer.Units.BlockStates is { } states ? layer.Units.Count / layer.Units.BlockSize * Math.Log2(states.Count)
            : double.PositiveInfinity);

    /// <summary>log of the unnormalized probability of each state of a chunk, in the order of their numbers; −∞ behind the last.</summary>
    internal abstract void LogWeights(int chunk, Span<double> into);

    /// <summary>The given states of one layer as numbers, [states, units].</summary>
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
