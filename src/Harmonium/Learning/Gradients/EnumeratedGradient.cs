using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// The exact gradient of a small model with any graph. It enumerates all states of the model with their probabilities, and for each example all
/// hidden states with theirs. Serves as the reference for estimators of general Boltzmann machines.
/// </summary>
internal sealed class EnumeratedGradient : GradientEstimator
{
    /// <summary>The maximum number of units, visible and hidden together: 2¹⁴ states per step.</summary>
    public const int MaximumUnits = 14;

    private readonly StateSpace _all;
    private readonly StateSpace? _hidden;

    /// <summary>Creates an estimator for a model of at most <see cref="MaximumUnits"/> units with two values.</summary>
    /// <exception cref="ArgumentException">The model has more units, or units of another kind.</exception>
    public EnumeratedGradient(BoltzmannMachine machine)
        : base(machine, anyGraph: true)
    {
        int units = machine.Layers.Sum(layer => layer.Units.Count);
        if (units > MaximumUnits)
            throw new ArgumentException($"The exact gradient enumerates the states of at most {MaximumUnits} units; this model has {units}. Use persistent " +
                "contrastive divergence.", nameof(machine));
        _all = new StateSpace(machine.Layers);
        Layer[] hidden = [.. machine.LayersOf(LayerRole.Hidden)];
        _hidden = hidden.Length == 0 ? null : new StateSpace(hidden);
    }

    /// <inheritdoc/>
    internal override Statistics Estimate(MachineState data, Tensor? weights, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(data);
        Device device = Machine.Parameters.First().Values.Device;
        Phase model = new(_all.All, Probabilities(device, Machine.Energy(_all.All), _all.Count, null));
        return new Statistics(_hidden is null ? new Phase(data, weights) : WithHidden(data, weights, _hidden, device), model);
    }

    /// <summary>Pairs each example with every hidden state, weighted by p(h | v).</summary>
    private Phase WithHidden(MachineState data, Tensor? weights, StateSpace hidden, Device device)
    {
        MachineState state = new();
        foreach (Layer layer in Machine.LayersOf(LayerRole.Visible))
            state[layer] = States.From(Repeat(data[layer].AsTensor(), hidden.Count, data.Rows, each: true));
        foreach (Layer layer in hidden.Layers)
            state[layer] = States.From(Repeat(hidden.All[layer].AsTensor(), data.Rows, hidden.Count, each: false));
        return new Phase(state, Probabilities(device, Machine.Energy(state), hidden.Count, weights ?? new Phase(data).WeightsOrEqual(device)));
    }

    private static Tensor Repeat(Tensor rows, int times, int count, bool each)
    {
        Tensor repeated = Tensor.Zeros(rows.Device, count * times, rows.Columns);
        for (int i = 0; i < repeated.Rows; i++)
            rows.Row(each ? i / times : i % count).CopyTo(repeated.Row(i));
        return repeated;
    }

    /// <summary>Computes exp(−E) of every group of states, normalized to sum to the weight of its example.</summary>
    private static Tensor Probabilities(Device device, double[] energies, int group, Tensor? weights)
    {
        Tensor probabilities = Tensor.Zeros(device, energies.Length);
        for (int start = 0; start < energies.Length; start += group)
        {
            BoltzmannGibbs distribution = new(energies[start..(start + group)]);
            for (int i = 0; i < group; i++)
                probabilities[start + i] = (float)(distribution.Probabilities[i] * (weights?[start / group] ?? 1));
        }

        return probabilities;
    }
}
