using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Numerics;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// One side of the gradient's difference: states of all layers, drawn or as means, with a weight for each example. An average
/// under the phase is Σ_s weight_s · f(state_s).
/// </summary>
public sealed class Phase
{
    /// <summary>Examples of equal weight.</summary>
    public Phase(MachineState state)
        : this(state, null)
    {
    }

    /// <summary>Examples with weights, [batch], that sum to 1; null for equal ones.</summary>
    public Phase(MachineState state, Tensor? weights)
    {
        ArgumentNullException.ThrowIfNull(state);
        State = state;
        Weights = weights;
    }

    /// <summary>The states.</summary>
    public MachineState State { get; }

    /// <summary>The weight of each example, [batch], summing to 1; null for equal ones.</summary>
    public Tensor? Weights { get; }

    /// <summary>The weight of each example as a tensor, [batch].</summary>
    public Tensor WeightsOrEqual(Device device)
    {
        if (Weights is not null)
            return Weights;
        Tensor equal = Tensor.Zeros(device, State.Rows);
        equal.AsSpan().Fill(1f / State.Rows);
        return equal;
    }

    /// <summary>What the phase adds to a coupling's gradient.</summary>
    /// <param name="coupling">The coupling.</param>
    /// <param name="sign">1 for the phase of the data, −1 for that of the model.</param>
    internal StatePair PairOf(Coupling coupling, float sign) =>
        new(State[coupling.First], State[coupling.Second], Weights is null ? sign / State.Rows : sign, Weights);
}
