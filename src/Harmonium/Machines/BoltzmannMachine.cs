using Harmonium.Couplings;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Machines;

/// <summary>
/// Layers of units joined by couplings: E(x) = Σ_layers E_l(x_l) − Σ_couplings ⟨x_a, C x_b⟩. Every energy model of this library is a Boltzmann
/// machine (Ackley, Hinton, Sejnowski 1985 for the general machine).
/// </summary>
public sealed class BoltzmannMachine
{
    /// <summary>Creates a machine from layers and couplings.</summary>
    /// <exception cref="ArgumentException">
    /// Two layers share a name, a layer has two lateral couplings, or a coupling joins a layer that is not in the list.
    /// </exception>
    public BoltzmannMachine(IReadOnlyList<Layer> layers, IReadOnlyList<Coupling> couplings)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(couplings);
        if (layers.GroupBy(layer => layer.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two layers are called '{twice.Key}'; names must be unique.", nameof(layers));
        foreach (Coupling coupling in couplings)
        {
            if (!layers.Contains(coupling.First) || !layers.Contains(coupling.Second))
                throw new ArgumentException($"The coupling of '{coupling.First.Name}' with '{coupling.Second.Name}' joins a layer that the machine does not " +
                    "have.", nameof(couplings));
        }

        if (couplings.OfType<LateralCoupling>().GroupBy(coupling => coupling.First).FirstOrDefault(group => group.Count() > 1) is { } doubled)
            throw new ArgumentException($"The layer '{doubled.Key.Name}' has two lateral couplings; add their weights into one coupling.", nameof(couplings));

        Layers = layers;
        Couplings = couplings;
    }

    /// <summary>
    /// Creates the general machine of Ackley, Hinton and Sejnowski (1985) with all weights 0. Every unit is coupled with every other: visible with
    /// visible, hidden with hidden, and visible with hidden.
    /// </summary>
    /// <param name="visible">Visible units with two values.</param>
    /// <param name="hidden">Hidden units with two values; null for none.</param>
    public static BoltzmannMachine FullyConnected(LayerUnits visible, LayerUnits? hidden = null)
    {
        Layer v = new("visible", LayerRole.Visible, visible);
        if (hidden is null)
            return new BoltzmannMachine([v], [new LateralCoupling(v)]);
        Layer h = new("hidden", LayerRole.Hidden, hidden);
        return new BoltzmannMachine([v, h], [new LateralCoupling(v), new DenseCoupling(v, h), new LateralCoupling(h)]);
    }

    /// <summary>The layers.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The couplings.</summary>
    public IReadOnlyList<Coupling> Couplings { get; }

    /// <summary>
    /// All parameters, with the names that files, checkpoints and optimizers use: <c>couplings.i.parameter</c>, where i counts the couplings from 0,
    /// and <c>layers.name.parameter</c>.
    /// </summary>
    public IEnumerable<Parameter> Parameters =>
        Couplings.SelectMany((coupling, i) => coupling.Parameters.Select(p => p with { Name = $"couplings.{i}.{p.Name}" }))
            .Concat(Layers.SelectMany(layer => layer.Units.Parameters.Select(p => p with { Name = $"layers.{layer.Name}.{p.Name}" })));

    /// <summary>True if no hidden layers are coupled with each other, or a hidden layer with itself.</summary>
    internal bool HasIndependentHidden => !Couplings.Any(coupling => coupling.First.Role == LayerRole.Hidden && coupling.Second.Role == LayerRole.Hidden);

    /// <summary>The input of a layer from its couplings, without its own bias, [batch, units].</summary>
    /// <param name="layer">The layer that receives the input.</param>
    /// <param name="state">The states of the neighboring layers.</param>
    /// <param name="into">The tensor that receives the result; a new tensor if null.</param>
    /// <exception cref="InvalidOperationException">The layer has no coupling, or a neighboring layer has no states.</exception>
    public Tensor Input(Layer layer, MachineState state, Tensor? into = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        Tensor? sum = null;
        foreach (Coupling coupling in Couplings)
        {
            if (!ReferenceEquals(coupling.First, layer) && !ReferenceEquals(coupling.Second, layer))
                continue;
            States opposite = state[coupling.Opposite(layer)];
            sum = sum is null ? coupling.InputTo(layer, opposite, into) : sum.AddScaled(coupling.InputTo(layer, opposite));
        }

        return sum ?? throw new InvalidOperationException($"The layer '{layer?.Name}' has no coupling, so it receives no input.");
    }

    /// <summary>E(x) of each example, [batch], in nats. All layers must have states.</summary>
    public double[] Energy(MachineState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double[] energy = new double[state.Rows];
        foreach (Layer layer in Layers)
            Accumulate(energy, layer.Units.Energy(state[layer]), 1);
        foreach (Coupling coupling in Couplings)
            Accumulate(energy, coupling.Interaction(state[coupling.First], state[coupling.Second]), -1);
        return energy;
    }

    /// <summary>
    /// F(v) = −log Σ_h exp(−E(v, h)) of each example, [batch], in nats: the energies of the visible layers and of the couplings between them, minus
    /// the log-partition of each hidden layer.
    /// </summary>
    /// <exception cref="InvalidOperationException">Two hidden layers are coupled, so the sum does not factor.</exception>
    public double[] FreeEnergy(MachineState visible)
    {
        ArgumentNullException.ThrowIfNull(visible);
        RequireIndependentHidden();
        double[] energy = new double[visible.Rows];
        foreach (Layer layer in Layers)
        {
            if (layer.Role == LayerRole.Visible)
                Accumulate(energy, layer.Units.Energy(visible[layer]), 1);
            else
                Accumulate(energy, layer.Units.LogPartition(Input(layer, visible)), -1);
        }

        foreach (Coupling coupling in Couplings)
        {
            if (coupling.First.Role == coupling.Second.Role)
                Accumulate(energy, coupling.Interaction(visible[coupling.First], visible[coupling.Second]), -1);
        }

        return energy;
    }

    /// <summary>
    /// Returns the visible states together with M[h | v] of every hidden layer, each layer [batch, units]. Hidden units are independent given the
    /// visible ones.
    /// </summary>
    /// <param name="visible">The states of the visible layers.</param>
    /// <exception cref="InvalidOperationException">Two hidden layers are coupled, so their means have no closed form.</exception>
    public MachineState WithHiddenMeans(MachineState visible)
    {
        ArgumentNullException.ThrowIfNull(visible);
        RequireIndependentHidden();
        MachineState state = new();
        foreach (Layer layer in Layers)
            state[layer] = layer.Role == LayerRole.Visible ? visible[layer] : States.Dense(layer.Units.Mean(Input(layer, visible)));
        return state;
    }

    /// <summary>Returns the machine for documents of one length, on which log Z depends. The parameters of the layers are shared.</summary>
    /// <exception cref="InvalidOperationException">No visible layer has replicated softmax units.</exception>
    internal BoltzmannMachine WithLength(int length)
    {
        if (!Layers.Any(layer => layer.Units is ReplicatedSoftmax))
            throw new InvalidOperationException("Only documents have a length; no layer of the machine has replicated softmax units.");
        Layer[] layers = [.. Layers.Select(layer => layer.Units is ReplicatedSoftmax documents ? layer.With(documents.WithLength(length)) : layer)];
        return WithLayers(layers);
    }

    private BoltzmannMachine WithLayers(Layer[] layers) =>
        new(layers, [.. Couplings.Select(coupling => coupling.Clone(layers[IndexOf(coupling.First)], layers[IndexOf(coupling.Second)]))]);

    /// <summary>Throws an exception if the hidden units are not independent given the visible ones.</summary>
    /// <exception cref="InvalidOperationException">Hidden layers are coupled.</exception>
    internal void RequireIndependentHidden()
    {
        foreach (Coupling coupling in Couplings)
        {
            if (coupling.First.Role == LayerRole.Hidden && coupling.Second.Role == LayerRole.Hidden)
            {
                throw new InvalidOperationException(
                    $"The hidden layers '{coupling.First.Name}' and '{coupling.Second.Name}' are coupled, " +
                    "so the free energy has no closed form; use annealed importance sampling.");
            }
        }
    }

    /// <summary>Returns the layers with one role.</summary>
    public IEnumerable<Layer> LayersOf(LayerRole role) => Layers.Where(layer => layer.Role == role);

    /// <summary>Returns the index of a layer among the layers.</summary>
    /// <exception cref="ArgumentException">The layer is not part of the machine.</exception>
    public int IndexOf(Layer layer)
    {
        for (int i = 0; i < Layers.Count; i++)
        {
            if (ReferenceEquals(Layers[i], layer))
                return i;
        }

        throw new ArgumentException($"The layer '{layer?.Name}' is not part of this machine.", nameof(layer));
    }

    /// <summary>Returns a copy with its own parameters. Its layers are in the same order.</summary>
    public BoltzmannMachine Clone()
    {
        Layer[] layers = [.. Layers.Select(layer => layer.With(layer.Units.Clone()))];
        return WithLayers(layers);
    }

    /// <summary>Copies the parameters of a machine with the same structure.</summary>
    /// <exception cref="ArgumentException">The other machine has different layers or couplings.</exception>
    public void CopyParametersFrom(BoltzmannMachine other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach ((Parameter own, Parameter theirs) in Parameters.Zip(other.Parameters, (own, theirs) => (own, theirs)))
        {
            if (own.Name != theirs.Name)
                throw new ArgumentException($"The machines have different structures: {own.Name} does not match {theirs.Name}.",
                    nameof(other));
            theirs.Values.CopyTo(own.Values);
        }

        foreach (Coupling coupling in Couplings)
            coupling.Changed();
    }

    private static void Accumulate(double[] into, double[] values, double sign)
    {
        for (int i = 0; i < into.Length; i++)
            into[i] += sign * values[i];
    }
}
