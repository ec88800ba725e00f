using Harmonium.Numerics.Functions;

namespace Harmonium.Numerics;

/// <content>Optimizer steps, each in one pass over memory.</content>
public sealed partial class Tensor
{
    /// <summary>
    /// A momentum step: V ← m V + η (G − λ₂ W − λ₁ sign W), W ← W + V, or W ← W + m V + η (G − …) with Nesterov momentum. Without a velocity, W ← W + η (G −
    /// …).
    /// </summary>
    /// <param name="velocity">V, updated in place; values below 2⁻¹²⁶ become 0. Null for no momentum.</param>
    /// <param name="gradient">The gradient G, of this tensor's shape.</param>
    /// <param name="rate">The learning rate η.</param>
    /// <param name="momentum">The momentum m.</param>
    /// <param name="nesterov">True for Nesterov momentum.</param>
    /// <param name="l2">The L2 weight decay λ₂.</param>
    /// <param name="l1">The L1 weight decay λ₁.</param>
    /// <returns>The largest magnitude of this tensor afterward; not finite if any element is not finite.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    internal float StepWithMomentum(Tensor? velocity, in Gradient gradient, float rate, float momentum, bool nesterov = false, float l2 = 0, float l1 = 0) =>
        Device.StepWithMomentum(this, velocity is null ? null : SameLayout(velocity), Fitting(gradient), rate, momentum, nesterov, l2, l1);

    /// <summary>
    /// An adaptive step: M ← β₁ M + (1 − β₁) G, S ← β₂ S + (1 − β₂) G², W ← shrunk W + rate · M / (√(correction · S) + ε). Without M, G replaces it.
    /// </summary>
    /// <param name="means">M, updated in place; values below 2⁻¹²⁶ become 0. Null for none.</param>
    /// <param name="squares">S, updated in place; values below 2⁻¹²⁶ become 0.</param>
    /// <param name="gradient">The gradient G, of this tensor's shape.</param>
    /// <param name="rates">The coefficients of the step.</param>
    /// <returns>The largest magnitude of this tensor afterward; not finite if any element is not finite.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    internal float StepAdaptively(Tensor? means, Tensor squares, in Gradient gradient, in AdaptiveRates rates) =>
        Device.StepAdaptively(this, means is null ? null : SameLayout(means), SameLayout(squares), Fitting(gradient), rates);

    private Tensor SameLayout(Tensor memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        RequireSameShape(memory);
        return memory.RowStride == RowStride || (IsContiguous && memory.IsContiguous)
            ? memory
            : throw new ArgumentException(
                $"The optimizer state must have the layout of the parameters, with rows {RowStride} elements apart; its rows are {memory.RowStride} " +
                "apart.", nameof(memory));
    }

    private Gradient Fitting(in Gradient gradient)
    {
        gradient.RequireShapeOf(this);
        return gradient;
    }

    /// <summary>Returns a tensor of this shape in the layout of this tensor.</summary>
    internal Tensor InThisLayout(Tensor other)
    {
        return other.RowStride == RowStride || (IsContiguous && other.IsContiguous) ? other : other.CopyTo(ZerosLike(this));
    }
}
