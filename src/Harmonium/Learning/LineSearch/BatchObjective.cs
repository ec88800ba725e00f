using Harmonium.Numerics;

namespace Harmonium.Learning.LineSearch;

/// <summary>A smooth function of parameters that a <see cref="BatchMinimizer"/> makes small.</summary>
/// <param name="point">The parameters.</param>
/// <param name="gradient">Where the gradient goes, in the shape of the parameters.</param>
/// <returns>The value. One that is not finite says that the point lies too far out.</returns>
public delegate double BatchObjective(Tensor point, Tensor gradient);
