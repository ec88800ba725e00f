using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Machines.Enumeration;

/// <summary>Enumeration for any kind of layer and coupling, one chunk of states at a time. Products are in float32, sums in double.</summary>
internal sealed class BlockEnumeration(BoltzmannMachine machine, IReadOnlyList<Layer> layers, IReadOnlyList<Layer> others)
    : EnumeratedSide(machine, layers, others)
{
    internal override void LogWeights(int chunk, Span<double> into)
    {
        long[] numbers = new long[Math.Min(ChunkSize, Count - ((long)chunk * ChunkSize))];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = ((long)chunk * ChunkSize) + i;
        MachineState state = new();
        foreach (Layer layer in Layers)
            state[layer] = States.From(StatesOf(layer, numbers));
        into[numbers.Length..].Fill(double.NegativeInfinity);
        into = into[..numbers.Length];
        into.Clear();
        foreach (Layer layer in Layers)
            Add(into, layer.Units.Energy(state[layer]), -1);
        foreach (Layer layer in Others)
            Add(into, layer.Units.LogPartition(Machine.Input(layer, state)), 1);
    }

    private static void Add(Span<double> into, double[] values, double sign)
    {
        for (int i = 0; i < into.Length; i++)
            into[i] += sign * values[i];
    }
}
