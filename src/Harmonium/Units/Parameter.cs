using Harmonium.Numerics;

namespace Harmonium.Units;

/// <summary>A learned tensor and its name in files.</summary>
/// <param name="Name">The name within its layer or coupling, such as <c>bias</c>.</param>
/// <param name="Values">The values, changed in place by training.</param>
public sealed record Parameter(string Name, Tensor Values)
{
    /// <summary>True if weight decay (L2, L1) applies to the parameter of a coupling. Set to false for biases.</summary>
    public bool Decays { get; init; } = true;
}
