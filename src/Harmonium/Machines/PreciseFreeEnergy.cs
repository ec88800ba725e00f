using Harmonium.Couplings;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Machines;

/// <summary>
/// F(v) of a machine for a likelihood, which is the small difference of F and log Z. Computed in double throughout if the hidden units are Bernoulli,
/// otherwise through the machine's float32 products.
/// </summary>
internal sealed class PreciseFreeEnergy
{
    private readonly BoltzmannMachine _machine;
    private readonly Layer[] _visible;
    private readonly Coupling[] _withinVisible;
    private readonly BernoulliInput? _input;

    internal PreciseFreeEnergy(BoltzmannMachine machine)
    {
        machine.RequireIndependentHidden();
        _machine = machine;
        _visible = [.. machine.LayersOf(LayerRole.Visible)];
        _withinVisible = [.. machine.Couplings.Where(coupling => coupling.First.Role == LayerRole.Visible && coupling.Second.Role == LayerRole.Visible)];
        Layer[] hidden = [.. machine.LayersOf(LayerRole.Hidden)];
        _input = hidden.Length == 0 ? null : BernoulliInput.Between(machine, _visible, hidden);
    }

    /// <summary>F(v) of each example of a block, in nats.</summary>
    internal double[] Of(MachineState visible)
    {
        if (_input is null)
            return _machine.FreeEnergy(visible);
        Tensor[] values = ValuesOf(visible);
        double[] energy = _visible[0].Units.Energy(visible[_visible[0]]);
        foreach (Layer layer in _visible.AsSpan(1))
            Accumulate(energy, layer.Units.Energy(visible[layer]), 1);
        foreach (Coupling coupling in _withinVisible)
            Accumulate(energy, coupling.Interaction(visible[coupling.First], visible[coupling.Second]), -1);
        ParallelRows.Run(values[0].Device, energy.Length, row =>
        {
            double[] z = new double[_input.Width];
            _input.Fill(values, row, z);
            energy[row] -= SoftplusSum.Of(z);
        });
        return energy;
    }

    /// <summary>Returns the states of the visible layers as tensors.</summary>
    internal Tensor[] ValuesOf(MachineState visible) => [.. _visible.Select(layer => visible[layer].AsTensor())];

    /// <summary>−log p(block | all other visible units) = log Σ_x exp(F(v) − F(v with the block at x)) for blocks of one example, in nats.</summary>
    /// <param name="values">The states of the visible layers, [batch, units] each.</param>
    /// <param name="row">The index of the example.</param>
    /// <param name="blocks">The blocks, each evaluated separately.</param>
    /// <param name="into">Receives one number per block.</param>
    internal void SurpriseOf(Tensor[] values, int row, ReadOnlySpan<VisibleBlock> blocks, Span<double> into)
    {
        List<(VisibleBlock Block, float[] States)> others = [];
        int[] counts = new int[blocks.Length];
        for (int n = 0; n < blocks.Length; n++)
        {
            LayerUnits units = _visible[blocks[n].Layer].Units;
            foreach (float[] states in units.BlockStates!)
            {
                if (values[blocks[n].Layer].Row(row).Slice(blocks[n].Unit, units.BlockSize).SequenceEqual(states))
                    continue;
                others.Add((blocks[n], states));
                counts[n]++;
            }
        }

        double[] changes = ChangesOf(values, row, others);
        for (int n = 0, next = 0; n < blocks.Length; next += counts[n++])
        {
            into[n] = counts[n] == 1
                ? SoftplusSum.Softplus(-changes[next])
                : LogSumExp.Of([0, .. changes.AsSpan(next, counts[n]).ToArray().Select(change => -change)]);
        }
    }

    /// <summary>F(v with a block in the given states) − F(v) for blocks of one example, in nats.</summary>
    /// <param name="values">The states of the visible layers, [batch, units] each.</param>
    /// <param name="row">The index of the example.</param>
    /// <param name="others">The blocks with their states, each evaluated separately.</param>
    internal double[] ChangesOf(Tensor[] values, int row, List<(VisibleBlock Block, float[] States)> others) =>
        _input is null || _withinVisible.Length > 0
            ? ChangesThroughLayers(values, row, others)
            : Changes(values, row, others);

    /// <summary>F with a block in other states minus F, in double.</summary>
    private double[] Changes(Tensor[] values, int row, List<(VisibleBlock Block, float[] States)> others)
    {
        double[] changes = new double[others.Count], z = new double[_input!.Width];
        _input.Fill(values, row, z);
        double before = SoftplusSum.Of(z);
        foreach ((int n, (VisibleBlock block, float[] states)) in others.Index())
        {
            ReadOnlySpan<float> old = values[block.Layer].Row(row).Slice(block.Unit, states.Length);
            double energy = _visible[block.Layer].Units.EnergyChange(block.Unit, old, states);
            int first = FirstOf(block.Layer) + block.Unit;
            if (states.Length == 1)
            {
                double change = states[0] - (double)old[0];
                changes[n] = before - SoftplusSum.Of(z, _input.Row(first), change) + energy;
                continue;
            }

            double[] moved = [.. z];
            for (int i = 0; i < states.Length; i++)
                _input.AddRow(first + i, states[i] - (double)old[i], moved);
            changes[n] = before - SoftplusSum.Of(moved) + energy;
        }

        return changes;
    }

    private double[] ChangesThroughLayers(Tensor[] values, int row, List<(VisibleBlock Block, float[] States)> others)
    {
        // The unchanged example is the last row.
        Tensor[] changed = [.. values.Select(layer => Tensor.Zeros(layer.Device, others.Count + 1, layer.Columns))];
        for (int n = 0; n <= others.Count; n++)
        {
            for (int layer = 0; layer < values.Length; layer++)
                values[layer].RowRange(row, 1).CopyTo(changed[layer].RowRange(n, 1));
            if (n < others.Count)
                others[n].States.CopyTo(changed[others[n].Block.Layer].Row(n)[others[n].Block.Unit..]);
        }

        MachineState state = new();
        foreach ((Layer layer, Tensor states) in _visible.Zip(changed))
            state[layer] = States.From(states);
        double[] energies = _machine.FreeEnergy(state);
        return [.. energies.Take(others.Count).Select(energy => energy - energies[^1])];
    }

    private int FirstOf(int layer) => _visible.Take(layer).Sum(before => before.Units.Count);

    private static void Accumulate(double[] into, double[] values, double sign)
    {
        for (int i = 0; i < into.Length; i++)
            into[i] += sign * values[i];
    }
}
