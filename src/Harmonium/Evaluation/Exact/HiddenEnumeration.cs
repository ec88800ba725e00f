using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Harmonium.Evaluation.Exact;

/// <summary>
/// F(v) = −log Σ_h exp(−E(v, h)) of a machine with coupled hidden layers, by enumeration. Given v, the hidden layers are a machine of their own, whose biases
/// contain the input from v, so F(v) = E(v) − log Z_h(v). Z_h enumerates the smaller side of the hidden layers and sums out the other side. Computed in double.
/// </summary>
internal sealed class HiddenEnumeration
{
    private readonly BoltzmannMachine _machine;
    private readonly BoltzmannMachine _given;
    private readonly int _limit;

    private HiddenEnumeration(BoltzmannMachine machine, BoltzmannMachine given, int limit) => (_machine, _given, _limit) = (machine, given, limit);

    /// <summary>
    /// Returns the enumeration for a number of examples; null if the hidden units are not Bernoulli, or if all examples together need more than 2^limit
    /// states.
    /// </summary>
    /// <param name="machine">The machine.</param>
    /// <param name="examples">The number of examples, at least 1.</param>
    /// <param name="limit">The base-2 logarithm of the largest number of states.</param>
    internal static HiddenEnumeration? For(BoltzmannMachine machine, int examples, int limit)
    {
        Layer[] hidden = [.. machine.LayersOf(LayerRole.Hidden)];
        int bits = limit - (int)Math.Ceiling(Math.Log2(examples));
        if (bits < 0 || hidden.Any(layer => layer.Units is not Bernoulli))
            return null;
        Layer[] conditional = [.. hidden.Select(layer => layer.With(new Bernoulli(layer.Units.BiasPerUnit.Clone())))];
        BoltzmannMachine given = new(conditional, [.. machine.Couplings.Where(IsWithinHidden)
            .Select(coupling => coupling.Clone(conditional[Array.IndexOf(hidden, coupling.First)], conditional[Array.IndexOf(hidden, coupling.Second)]))]);
        return MachineSides.Exist(given) && ExactPartition.IsPossible(given, bits) ? new HiddenEnumeration(machine, given, bits) : null;
    }

    /// <summary>Computes F(v) of each example, [batch], in nats.</summary>
    internal double[] FreeEnergy(MachineState visible, CancellationToken cancel = default)
    {
        double[] energy = new double[visible.Rows];
        foreach (Layer layer in _machine.LayersOf(LayerRole.Visible))
            TensorPrimitives.Add<double>(energy, layer.Units.Energy(visible[layer]), energy);
        foreach (Coupling coupling in _machine.Couplings.Where(coupling => coupling is { First.Role: LayerRole.Visible, Second.Role: LayerRole.Visible }))
            TensorPrimitives.Subtract<double>(energy, coupling.Interaction(visible[coupling.First], visible[coupling.Second]), energy);
        Tensor?[] inputs = [.. _machine.LayersOf(LayerRole.Hidden).Select(layer => InputFromVisible(layer, visible))];
        Tensor[] own = [.. _machine.LayersOf(LayerRole.Hidden).Select(layer => layer.Units.BiasPerUnit)];
        for (int row = 0; row < energy.Length; row++)
        {
            cancel.ThrowIfCancellationRequested();
            for (int i = 0; i < own.Length; i++)
            {
                Tensor bias = own[i].CopyTo(_given.Layers[i].Units.Parameters[0].Values);
                for (int unit = 0; unit < bias.Count && inputs[i] is not null; unit++)
                    bias[unit] += inputs[i]![row, unit];
            }

            energy[row] -= ExactPartition.Of(_given, _limit, cancel).LogPartition;
        }

        return energy;
    }

    /// <summary>The input of a hidden layer from the visible layers, [batch, units]; null if it has none.</summary>
    private Tensor? InputFromVisible(Layer layer, MachineState visible)
    {
        Tensor? sum = null;
        foreach (Coupling coupling in _machine.Couplings.Where(coupling => !IsWithinHidden(coupling) && (coupling.First == layer || coupling.Second == layer)))
        {
            Tensor input = coupling.InputTo(layer, visible[coupling.Opposite(layer)]);
            sum = sum is null ? input : sum.AddScaled(input);
        }

        return sum;
    }

    private static bool IsWithinHidden(Coupling coupling) => coupling.First.Role == LayerRole.Hidden && coupling.Second.Role == LayerRole.Hidden;
}
