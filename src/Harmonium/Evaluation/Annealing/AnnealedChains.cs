using Harmonium.Evaluation.Exact;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Harmonium.Evaluation.Annealing;

/// <summary>
/// Parallel chains on the path p_β(x) ∝ exp(−Σ E_l(x_l) + β Σ ⟨x_a, C x_b⟩ + (1 − β) Σ d_l·x_l), from the base model at β = 0 to the machine at β =
/// 1. The state is one side of the machine. The other side is summed out of f_β, and drawn only on the way to the next state.
/// </summary>
internal sealed class AnnealedChains
{
    private readonly BoltzmannMachine _machine;
    private readonly MachineSides _sides;
    private readonly BaseRateModel _base;
    private readonly Device _device;
    private readonly Dictionary<Layer, Buffers> _buffers;

    internal AnnealedChains(BoltzmannMachine machine, BaseRateModel baseRate, int count)
    {
        _machine = machine;
        _sides = MachineSides.Of(machine);
        _base = baseRate;
        _device = ExactPartition.DeviceOf(machine);
        if (_sides.Second.FirstOrDefault(layer => baseRate.InputOf(layer) is not null) is { } wrong)
            throw new ArgumentException($"The base model is fitted to '{wrong.Name}', which is summed out; fit it to a layer on the side of " +
                $"'{_sides.First[0].Name}'.", nameof(baseRate));
        _buffers = machine.Layers.ToDictionary(layer => layer, layer => new Buffers(layer.Units, _device, count));
        LogWeights = new double[count];
    }

    /// <summary>The states of the chains.</summary>
    internal MachineState State { get; } = new();

    /// <summary>log w of each chain, up to the current step.</summary>
    internal double[] LogWeights { get; }

    /// <summary>Draws the states from the base model.</summary>
    internal void DrawFromBase(RandomStream random)
    {
        foreach (Layer layer in _sides.First)
        {
            Buffers buffers = _buffers[layer];
            buffers.Input.Scale(0);
            Draw(layer, 0, random);
        }
    }

    /// <summary>Copies states to the chains: row i of the chains becomes row <paramref name="rows"/>[i] of the given states.</summary>
    internal void StartFrom(MachineState states, ReadOnlySpan<int> rows)
    {
        foreach (Layer layer in _sides.First)
        {
            Tensor source = states[layer].AsTensor(), values = Tensor.Zeros(_device, rows.Length, layer.Units.Count);
            for (int i = 0; i < rows.Length; i++)
                source.RowRange(rows[i], 1).CopyTo(values.RowRange(i, 1));
            State[layer] = States.From(values);
        }
    }

    /// <summary>Adds states to those that the chains start from, so that there is a state for every chain.</summary>
    internal void StartAlsoFrom(MachineState states)
    {
        foreach (Layer layer in _sides.First)
            State[layer] = Joined(State[layer], states[layer]);
    }

    /// <summary>Returns the rows of two batches, one after the other.</summary>
    internal static States Joined(States first, States second)
    {
        Tensor values = Tensor.Zeros(first.Device, first.Rows + second.Rows, first.Columns);
        first.AsTensor().CopyTo(values.RowRange(0, first.Rows));
        second.AsTensor().CopyTo(values.RowRange(first.Rows, second.Rows));
        return States.From(values);
    }

    /// <summary>Computes the input of the summed-out side from the states. Call it before computing a weight or a move.</summary>
    internal void Receive()
    {
        foreach (Layer layer in _sides.Second)
            _machine.Input(layer, State, _buffers[layer].Input);
    }

    /// <summary>Adds log f_high(x) − log f_low(x) to the log-weights.</summary>
    internal void Weigh(double low, double high)
    {
        foreach (Layer layer in _sides.First)
        {
            if (_base.InputOf(layer) is not { } shift)
                continue;
            double[] shifts = State[layer].Dot(shift);
            for (int i = 0; i < LogWeights.Length; i++)
                LogWeights[i] -= (high - low) * shifts[i];
        }

        foreach (Layer layer in _sides.Second)
            layer.Units.AddLogPartitionDifference(_buffers[layer].Input, low, high, LogWeights);
    }

    /// <summary>Makes one Gibbs step that leaves p_β invariant. It is reversible, so it serves both directions.</summary>
    internal void Move(double beta, RandomStream random)
    {
        foreach (Layer layer in _sides.Second)
            Draw(layer, beta, random);
        foreach (Layer layer in _sides.First)
            _machine.Input(layer, State, _buffers[layer].Input);
        foreach (Layer layer in _sides.First)
            Draw(layer, beta, random);
    }

    private void Draw(Layer layer, double beta, RandomStream random)
    {
        Buffers buffers = _buffers[layer];
        Scale(buffers.Input, beta, _base.InputOf(layer), buffers.Scaled);
        State[layer] = layer.Units.For(State.Find(layer)).Sample(buffers.Scaled, random.At(_machine.IndexOf(layer)), buffers.Samples);
    }

    // scaled = β · input + (1 − β) · d
    private static void Scale(Tensor input, double beta, Tensor? shift, Tensor scaled)
    {
        Tensor? part = shift?.Clone().Scale((float)(1 - beta));
        for (int row = 0; row < input.Rows; row++)
        {
            if (part is null)
                TensorPrimitives.Multiply(input.Row(row), (float)beta, scaled.Row(row));
            else
                TensorPrimitives.FusedMultiplyAdd(input.Row(row), (float)beta, part.AsSpan(), scaled.Row(row));
        }
    }

    private sealed class Buffers(LayerUnits units, Device device, int count)
    {
        internal Tensor Input { get; } = Tensor.Zeros(device, count, units.Count);

        internal Tensor Scaled { get; } = Tensor.Zeros(device, count, units.Count);

        internal States Samples { get; } = units.NewStates(device, count);
    }
}
