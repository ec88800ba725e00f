using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Harmonium.Sampling;

/// <summary>
/// The distribution q(h) of the hidden units given the visible ones, and the free energy that belongs to it. If the hidden units are independent given the
/// visible ones, both are exact. If hidden layers are coupled, q is the mean-field approximation, in which all units are independent (Peterson &amp; Anderson
/// 1987; Salakhutdinov &amp; Hinton 2009, section 2.2). Then F_q(v) = ⟨E(v, h)⟩_q + ⟨log q(h)⟩_q ≥ F(v), because the difference is the Kullback–Leibler
/// divergence of q from p(h | v). So −F_q(v) − log Z is a lower bound on log p(v).
/// </summary>
internal sealed class HiddenPosterior
{
    // F_q is stationary at the fixed point, so its error is of the order of the square of the tolerance.
    private const double Tolerance = 1e-4;
    private const int Sweeps = 100;

    private readonly Layer[] _outer = [];
    private readonly Layer[] _inner = [];
    private readonly Dictionary<int, GibbsChains> _chains = [];

    /// <summary>Creates the posterior of a machine.</summary>
    /// <exception cref="InvalidOperationException">Hidden units are coupled, and the layers do not form two sides.</exception>
    internal HiddenPosterior(BoltzmannMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        Machine = machine;
        IsExact = machine.HasIndependentHidden;
        if (IsExact)
            return;
        if (!MachineSides.Exist(machine))
            machine.RequireIndependentHidden();
        MachineSides sides = MachineSides.Of(machine);
        _outer = [.. sides.First.Where(layer => layer.Role == LayerRole.Hidden)];
        _inner = [.. sides.Second.Where(layer => layer.Role == LayerRole.Hidden)];
    }

    /// <summary>The machine.</summary>
    internal BoltzmannMachine Machine { get; }

    /// <summary>True if the hidden units are independent given the visible ones, so that means and free energies are exact.</summary>
    internal bool IsExact { get; }

    /// <summary>Returns the visible states together with the mean of every hidden unit under q, each layer [batch, units].</summary>
    internal MachineState MeansOf(MachineState visible) =>
        IsExact ? Machine.WithHiddenMeans(visible) : Infer(visible, new double[visible.Rows]);

    /// <summary>Computes F(v) of each example, or its upper bound F_q(v) if hidden layers are coupled, [batch], in nats.</summary>
    internal double[] FreeEnergy(MachineState visible)
    {
        if (IsExact)
            return Machine.FreeEnergy(visible);
        double[] energy = new double[visible.Rows];
        Infer(visible, energy);
        return energy;
    }

    /// <summary>
    /// Iterates to the fixed point and adds F_q to the energies. With the input z_l of each hidden layer, ⟨E_l⟩ + ⟨log q_l⟩ = z_l·m_l − A_l(z_l), where
    /// m_l = A_l′(z_l) and A_l is the log-partition. The layers of the inner side get their means last, so their terms and those of their couplings sum to
    /// −A_l(z_l), the minimum over q_l.
    /// </summary>
    private MachineState Infer(MachineState visible, double[] energy)
    {
        MachineState state = Iterate(visible);
        foreach (Layer layer in Machine.LayersOf(LayerRole.Visible))
            TensorPrimitives.Add<double>(energy, layer.Units.Energy(state[layer]), energy);
        foreach (Layer layer in _outer)
        {
            Tensor input = Machine.Input(layer, state), means = layer.Units.Mean(input);
            TensorPrimitives.Add<double>(energy, input.DotRows(States.Dense(means)), energy);
            TensorPrimitives.Subtract<double>(energy, layer.Units.LogPartition(input), energy);
            state[layer] = States.Dense(means);
        }

        foreach (Layer layer in _inner)
        {
            Tensor input = Machine.Input(layer, state);
            TensorPrimitives.Subtract<double>(energy, layer.Units.LogPartition(input), energy);
            state[layer] = States.Dense(layer.Units.Mean(input));
        }

        foreach (Coupling coupling in Machine.Couplings.Where(coupling => !_inner.Contains(coupling.First) && !_inner.Contains(coupling.Second)))
            TensorPrimitives.Subtract<double>(energy, coupling.Interaction(state[coupling.First], state[coupling.Second]), energy);
        return state;
    }

    private MachineState Iterate(MachineState visible)
    {
        if (!_chains.TryGetValue(visible.Rows, out GibbsChains? chains))
            _chains[visible.Rows] = chains = new GibbsChains(Machine, visible.Rows);
        MachineState state = new();
        foreach (Layer layer in Machine.LayersOf(LayerRole.Visible))
            state[layer] = chains.State[layer] = visible[layer];
        chains.MeansBottomUp();
        chains.MeanField(LayerRole.Hidden, Sweeps, Tolerance);
        foreach (Layer layer in Machine.LayersOf(LayerRole.Hidden))
            state[layer] = chains.State[layer];
        return state;
    }
}
