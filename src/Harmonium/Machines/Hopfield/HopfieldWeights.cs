using Harmonium.Numerics;

namespace Harmonium.Machines.Hopfield;

/// <summary>The symmetric weights of a network of ±1 neurons, with a zero diagonal, in the form that is cheapest to compute with.</summary>
internal abstract class HopfieldWeights
{
    /// <summary>The number of neurons N.</summary>
    internal abstract int Count { get; }

    internal abstract Device Device { get; }

    /// <summary>The tensors in a file, by name.</summary>
    internal abstract IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>s W, [batch, N] → [batch, N].</summary>
    internal abstract Tensor Fields(Tensor spins);

    /// <summary>W, [N, N].</summary>
    internal abstract Tensor ToMatrix();

    /// <summary>
    /// Updates every neuron of every example once, one after another. At temperature 0, s_i becomes the sign of its field, and a field of 0 changes
    /// nothing.
    /// </summary>
    /// <param name="spins">The states, [batch, N], changed in place.</param>
    /// <param name="bias">b, [N].</param>
    /// <param name="order">The order of the neurons, the same for all examples.</param>
    /// <param name="noise">The temperature.</param>
    internal abstract void Sweep(Tensor spins, Tensor bias, ReadOnlySpan<int> order, ThermalNoise noise);
}
