using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Couplings;

/// <summary>
/// A term −⟨x_a, C x_b⟩ of the energy, which couples two layers. C may consist of several parameter tensors, such as filters that are applied at many
/// positions. A coupling may include a term that is linear in one layer only, such as a bias.
/// </summary>
public abstract class Coupling
{
    /// <summary>Creates a coupling of two layers, or of a layer with itself.</summary>
    protected Coupling(Layer first, Layer second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        First = first;
        Second = second;
    }

    /// <summary>The first of the two coupled layers, a in the energy.</summary>
    public Layer First { get; }

    /// <summary>The second of the two coupled layers, b in the energy.</summary>
    public Layer Second { get; }

    /// <summary>The learned parameters; always the same tensors in the same order.</summary>
    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Returns the layer at the other end of the coupling.</summary>
    /// <exception cref="ArgumentException">The layer is not part of the coupling.</exception>
    public Layer Opposite(Layer layer) =>
        ReferenceEquals(layer, First) ? Second
        : ReferenceEquals(layer, Second) ? First
        : throw new ArgumentException($"The layer '{layer?.Name}' is not part of the coupling of '{First.Name}' with '{Second.Name}'.", nameof(layer));

    /// <summary>The input that a layer receives for given states of the other layer: C x_b or Cᵀ x_a, [batch, units of the target].</summary>
    /// <param name="target">The layer that receives the input.</param>
    /// <param name="opposite">The states of the other layer, [batch, units].</param>
    /// <param name="into">The tensor that receives the result; a new tensor if null.</param>
    public abstract Tensor InputTo(Layer target, States opposite, Tensor? into = null);

    /// <summary>⟨x_a, C x_b⟩ for each example, [batch].</summary>
    public abstract double[] Interaction(States first, States second);

    /// <summary>Returns the gradient as one tensor per parameter, in its shape, in the order of <see cref="Parameters"/>.</summary>
    internal IReadOnlyList<Tensor> Evaluate(CouplingGradient gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        return gradient.Values ?? EvaluatePairs(gradient);
    }

    /// <summary>
    /// Moves the parameters one step up the gradient. Each tensor has its own gradient and velocity, and weight decay applies to tensors that decay.
    /// A coupling that can take the step without forming its gradient overrides this method.
    /// </summary>
    /// <returns>The largest magnitude among the changed parameters; not finite if any parameter is not.</returns>
    internal virtual float Ascend(CouplingGradient gradient, in AscentStep step)
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
    /// Returns the corrections of the bias gradients for centered states: G λ for the first layer and Gᵀ μ for the second. They are subtracted from
    /// the bias gradients (Melchior et al. 2016, eq. 13 and 14).
    /// </summary>
    /// <exception cref="ArgumentException">The gradient is not centered.</exception>
    internal abstract (Tensor First, Tensor Second) BiasCorrections(CouplingGradient gradient);

    /// <summary>Call this after changing a parameter from outside. A coupling that caches values derived from its parameters computes them again.</summary>
    public virtual void Changed()
    {
    }

    /// <summary>Returns a copy of the coupling between other layers, with its own parameters.</summary>
    public abstract Coupling Clone(Layer first, Layer second);

    /// <summary>
    /// Returns the gradient of pairs of states, Σ scale · weight · ∂⟨x_a, C x_b⟩/∂θ, as one new tensor per parameter, in the order of
    /// <see cref="Parameters"/>.
    /// </summary>
    private protected abstract IReadOnlyList<Tensor> EvaluatePairs(CouplingGradient gradient);
}
