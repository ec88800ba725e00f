using Harmonium.Numerics;

namespace Harmonium.Couplings;

/// <summary>
/// How far parameters move along a gradient G: V ← momentum · V + rate · (G − L2 · W − L1 · sign W), W ← W + V;
/// with Nesterov's momentum W ← W + momentum · V + rate · (…).
/// </summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Momentum">How much of the velocity is kept.</param>
/// <param name="Nesterov">Whether the step looks ahead along the velocity.</param>
/// <param name="Velocity">V, of the parameters' shape; null for no momentum.</param>
/// <param name="L2">The weight of ½ Σ w².</param>
/// <param name="L1">The weight of Σ |w|.</param>
public readonly record struct AscentStep(float Rate, float Momentum, bool Nesterov, Tensor? Velocity, float L2, float L1);
