using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Couplings;

/// <summary>
/// A term −⟨x_a, C x_b⟩ of the energy: what one layer says to another. C may be made of any number of parameter tensors, such as filters that are used at
/// many places; a term that is linear in one side alone, such as a bias, may be part of it.
/// </summary>
public abstract class Coupling
{
    /// <summary>A coupling of two layers, or of a layer with itself.</summary>
    protected Coupling(Layer first, Layer second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        First = first;
        Second = second;
    }

    /// <summary>The layer a.</summary>
    public Layer First { get; }

    /// <summary>The layer b.</summary>
    public Layer Second { get; }

    /// <summary>What is learned of the coupling; always the same tensors in the same order.</summary>
    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The other end of the coupling.</summary>
    /// <exception cref="ArgumentException">The layer is at neither end.</exception>
    public Layer Opposite(Layer layer) =>
        ReferenceEquals(layer, First) ? Second
        : ReferenceEquals(layer, Second) ? First
        : throw new ArgumentException($"The layer '{layer?.Name}' is not an end of the coupling of '{First.Name}' with '{Second.Name}'.", nameof(layer));

    /// <summary>What the coupling sends to a layer when the other end is in the given states: C x_b or Cᵀ x_a, [batch, units of the target].</summary>
    /// <param name="target">The layer that receives.</param>
    /// <param name="opposite">The states of the other end, [batch, units].</param>
    /// <param name="into">Where the result goes; a new tensor when null.</param>
    public abstract Tensor InputTo(Layer target, States opposite, Tensor? into = null);

    /// <summary>⟨x_a, C x_b⟩ for each example, [batch].</summary>
    public abstract double[] Interaction(States first, States second);

    /// <summary>The gradient as one tensor per parameter, of its shape, in the order of <see cref="Parameters"/>.</summary>
    public IReadOnlyList<Tensor> Evaluate(CouplingGradient gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        return gradient.Values ?? EvaluatePairs(gradient);
    }

    /// <summary>
    /// Moves the parameters one step up the gradient: every tensor by its own gradient and velocity, decaying where it decays. A coupling that can move
    /// without writing its gradient down does that instead.
    /// </summary>
    /// <returns>The largest magnitude among the changed parameters; not finite if any is not.</returns>
    public virtual float Ascend(CouplingGradient gradient, in AscentStep step)
    {
        IReadOnlyList<Tensor> gradients = Evaluate(gradient);
        float largest = 0;
        for (int i = 0; i < gradients.Count; i++)
        {
            Parameter parameter = Parameters[i];
            largest = MathF.Max(largest, parameter.Values.StepWithMomentum(
                step.Velocities?[i], gradients[i], step.Rate, step.Momentum, step.Nesterov, parameter.Decays ? step.L2 : 0, parameter.Decays ? step.L1 : 0));
        }

        Changed();
        return largest;
    }

    /// <summary>
    /// What the gradient does to the biases of either end when states are centered: G λ for the first layer and Gᵀ μ for the
    /// second, to be subtracted from their gradients (Melchior et al. 2016, eq. 13 and 14).
    /// </summary>
    /// <exception cref="ArgumentException">The gradient is not centered.</exception>
    public abstract (Tensor First, Tensor Second) BiasCorrections(CouplingGradient gradient);

    /// <summary>To be called when a parameter was written to from outside: a coupling that keeps what follows from its parameters works it out anew.</summary>
    public virtual void Changed()
    {
    }

    /// <summary>The same coupling between other layers, with parameters of its own.</summary>
    public abstract Coupling Clone(Layer first, Layer second);

    /// <summary>
    /// The gradient of pairs of states, Σ scale · weight · ∂⟨x_a, C x_b⟩/∂θ: one new tensor per parameter, in the order of <see cref="Parameters"/>.
    /// </summary>
    protected abstract IReadOnlyList<Tensor> EvaluatePairs(CouplingGradient gradient);
}
