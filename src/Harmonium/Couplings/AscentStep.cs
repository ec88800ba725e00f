using Harmonium.Numerics;

namespace Harmonium.Couplings;

/// <summary>
/// How far parameters move along a gradient G: V ← momentum · V + rate · (G − L2 · W − L1 · sign W), W ← W + V;
/// with Nesterov's momentum W ← W + momentum · V + rate · (…).
/// </summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Momentum">How much of the velocity is kept.</param>
/// <param name="Nesterov">Whether the step looks ahead along the velocity.</param>
/// <param name="Velocities">V of each parameter, of its shape, in the order of <see cref="Coupling.Parameters"/>; null for no momentum.</param>
/// <param name="L2">The weight of ½ Σ w², for parameters that decay.</param>
/// <param name="L1">The weight of Σ |w|, for parameters that decay.</param>
public readonly record struct AscentStep(float Rate, float Momentum, bool Nesterov, IReadOnlyList<Tensor>? Velocities, float L2, float L1);
