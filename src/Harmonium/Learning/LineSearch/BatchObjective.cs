using Harmonium.Numerics;

namespace Harmonium.Learning.LineSearch;

/// <summary>A smooth function of parameters that a <see cref="BatchMinimizer"/> minimizes.</summary>
/// <param name="point">The parameters.</param>
/// <param name="gradient">Receives the gradient, in the shape of the parameters.</param>
/// <returns>The value. A value that is not finite means that the point is too far out.</returns>
public delegate double BatchObjective(Tensor point, Tensor gradient);
