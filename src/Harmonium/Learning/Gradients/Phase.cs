using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Numerics;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// One of the two terms of the gradient: the states or means of all layers, with a weight for each example. An average
/// under the phase is Σ_s weight_s · f(state_s).
/// </summary>
internal sealed class Phase
{
    /// <summary>Creates a phase of examples with equal weights.</summary>
    public Phase(MachineState state)
        : this(state, null)
    {
    }

    /// <summary>Creates a phase of examples with weights, [batch], that sum to 1; null for equal weights.</summary>
    public Phase(MachineState state, Tensor? weights)
    {
        ArgumentNullException.ThrowIfNull(state);
        State = state;
        Weights = weights;
    }

    /// <summary>The states.</summary>
    public MachineState State { get; }

    /// <summary>The weight of each example, [batch], summing to 1; null for equal weights.</summary>
    public Tensor? Weights { get; }

    /// <summary>Returns the weight of each example as a tensor, [batch].</summary>
    public Tensor WeightsOrEqual(Device device)
    {
        if (Weights is not null)
            return Weights;
        Tensor equal = Tensor.Zeros(device, State.Rows);
        equal.AsSpan().Fill(1f / State.Rows);
        return equal;
    }

    /// <summary>Returns the phase's contribution to a coupling's gradient.</summary>
    /// <param name="coupling">The coupling.</param>
    /// <param name="sign">1 for the data phase, −1 for the model phase.</param>
    internal StatePair PairOf(Coupling coupling, float sign) =>
        new(State[coupling.First], State[coupling.Second], Weights is null ? sign / State.Rows : sign, Weights);
}
