using Harmonium.Couplings;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Machines;

/// <summary>
/// A deep Boltzmann machine (Salakhutdinov &amp; Hinton 2009): a visible layer and a chain of Bernoulli hidden layers, in which each layer is coupled with the
/// next. E(v, h₁, …, h_L) = E_v(v) − Σ_l b_l·h_l − v W₁ h₁ − Σ_{l ≥ 2} h_{l−1} W_l h_l. With one hidden layer it is an RBM.
/// </summary>
internal sealed class DeepBoltzmannMachine
{
    /// <summary>Creates a machine with all weights 0.</summary>
    /// <param name="visible">The visible units.</param>
    /// <param name="hidden">The hidden units, from the bottom up, at least one layer.</param>
    /// <exception cref="ArgumentException">There are no hidden layers, or the sum over all states is infinite.</exception>
    internal DeepBoltzmannMachine(LayerUnits visible, params IReadOnlyList<Bernoulli> hidden)
        : this(Chain(visible, hidden))
    {
    }

    /// <summary>Wraps a machine whose layers form such a chain.</summary>
    /// <exception cref="ArgumentException">The layers do not form a chain, or hidden units are not Bernoulli.</exception>
    internal DeepBoltzmannMachine(BoltzmannMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        if (machine.Layers.Count < 2 || machine.Layers.Index().Any(layer => layer.Item.Role == LayerRole.Visible != (layer.Index == 0)))
            throw new ArgumentException("A deep Boltzmann machine has one visible layer, followed by at least one hidden layer.", nameof(machine));
        if (machine.Layers.Skip(1).FirstOrDefault(layer => layer.Units is not Bernoulli) is { } other)
            throw new ArgumentException($"The hidden units of a deep Boltzmann machine are Bernoulli units; those of '{other.Name}' are {other.Units.Kind}.",
                nameof(machine));
        if (machine.Couplings.Count != machine.Layers.Count - 1 || machine.Couplings.Index().Any(pair => pair.Item is not DenseCoupling
            || pair.Item.First != machine.Layers[pair.Index] || pair.Item.Second != machine.Layers[pair.Index + 1]))
        {
            throw new ArgumentException("A deep Boltzmann machine has one dense coupling from each layer to the next, in the order of the layers.",
                nameof(machine));
        }

        if (Normalizability.TroubleBetween(machine.Layers[0].Units, machine.Layers[1].Units) is { } trouble)
            throw new ArgumentException($"{trouble}.", nameof(machine));
        Machine = machine;
        Hidden = [.. machine.Layers.Skip(1)];
        Weights = [.. machine.Couplings.Select(coupling => ((DenseCoupling)coupling).Weights)];
    }

    /// <summary>The machine as layers and couplings, for samplers, learners and evaluation.</summary>
    internal BoltzmannMachine Machine { get; }

    /// <summary>The visible layer.</summary>
    internal Layer Visible => Machine.Layers[0];

    /// <summary>The hidden layers, from the bottom up.</summary>
    internal IReadOnlyList<Layer> Hidden { get; }

    /// <summary>The weights W_l, [units of the layer below, units of the layer], from the bottom up.</summary>
    internal IReadOnlyList<Tensor> Weights { get; }

    private static BoltzmannMachine Chain(LayerUnits visible, IReadOnlyList<Bernoulli> hidden)
    {
        Layer[] layers =
        [
            new("visible", LayerRole.Visible, visible),
            .. hidden.Select((units, i) => new Layer($"hidden{i + 1}", LayerRole.Hidden, units)),
        ];
        return new BoltzmannMachine(layers, [.. layers.Zip(layers.Skip(1), (below, above) => new DenseCoupling(below, above))]);
    }
}
