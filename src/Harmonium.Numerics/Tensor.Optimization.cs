using Harmonium.Numerics.Functions;

namespace Harmonium.Numerics;

/// <content>Steps of optimizers, each one pass over the memory.</content>
public sealed partial class Tensor
{
    /// <summary>
    /// V ← m V + η (G − λ₂ W − λ₁ sign W), W ← W + V, or W ← W + m V + η (G − …) where it looks ahead. Without a velocity it is W ← W + η (G − …).
    /// </summary>
    /// <param name="velocity">V, changed too, with 0 for what gets below 2⁻¹²⁶; null for none.</param>
    /// <param name="gradient">G, of this tensor's shape.</param>
    /// <param name="rate">η.</param>
    /// <param name="momentum">m.</param>
    /// <param name="nesterov">Whether it looks ahead.</param>
    /// <param name="l2">λ₂.</param>
    /// <param name="l1">λ₁.</param>
    /// <returns>The largest magnitude among these numbers afterward; not finite if any is not.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public float StepWithMomentum(Tensor? velocity, in Gradient gradient, float rate, float momentum, bool nesterov = false, float l2 = 0, float l1 = 0) =>
        Device.StepWithMomentum(this, velocity is null ? null : SameLayout(velocity), Fitting(gradient), rate, momentum, nesterov, l2, l1);

    /// <summary>
    /// M ← β₁ M + (1 − β₁) G, S ← β₂ S + (1 − β₂) G², W ← shrunk W + rate · M / (√(correction · S) + ε). Without M, G takes its place.
    /// </summary>
    /// <param name="means">M, changed too, with 0 for what gets below 2⁻¹²⁶; null for none.</param>
    /// <param name="squares">S, changed too, likewise.</param>
    /// <param name="gradient">G, of this tensor's shape.</param>
    /// <param name="rates">The numbers of the step.</param>
    /// <returns>The largest magnitude among these numbers afterward; not finite if any is not.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public float StepAdaptively(Tensor? means, Tensor squares, in Gradient gradient, in AdaptiveRates rates) =>
        Device.StepAdaptively(this, means is null ? null : SameLayout(means), SameLayout(squares), Fitting(gradient), rates);

    private Tensor SameLayout(Tensor memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        RequireSameShape(memory);
        return memory.RowStride == RowStride || (IsContiguous && memory.IsContiguous)
            ? memory
            : throw new ArgumentException(
                $"The rows of what an optimizer remembers must lie as those of the parameters do, {RowStride} numbers apart; they are {memory.RowStride} " +
                "apart.", nameof(memory));
    }

    private Gradient Fitting(in Gradient gradient)
    {
        gradient.RequireShapeOf(this);
        return gradient;
    }

    /// <summary>The numbers of a tensor of this shape, laid out as these are.</summary>
    internal Tensor Laid(Tensor other)
    {
        return other.RowStride == RowStride || (IsContiguous && other.IsContiguous) ? other : other.CopyTo(ZerosLike(this));
    }
}
