using Harmonium.Numerics;

namespace Harmonium.Couplings;

/// <summary>
/// One step of gradient ascent along a gradient G: V ← momentum · V + rate · (G − L2 · W − L1 · sign W), W ← W + V; with Nesterov momentum W ← W +
/// momentum · V + rate · (…).
/// </summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Momentum">The fraction of the velocity that is kept.</param>
/// <param name="Nesterov">True for Nesterov momentum, which looks ahead along the velocity.</param>
/// <param name="Velocities">
/// The velocity V of each parameter, in its shape, in the order of <see cref="Coupling.Parameters"/>; null without momentum.
/// </param>
/// <param name="L2">The coefficient of ½ Σ w², for parameters with weight decay.</param>
/// <param name="L1">The coefficient of Σ |w|, for parameters with weight decay.</param>
internal readonly record struct AscentStep(float Rate, float Momentum, bool Nesterov, IReadOnlyList<Tensor>? Velocities, float L2, float L1);
