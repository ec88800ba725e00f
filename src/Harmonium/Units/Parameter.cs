using Harmonium.Numerics;

namespace Harmonium.Units;

/// <summary>A learned tensor with the name under which files keep it.</summary>
/// <param name="Name">The name within its layer or coupling, such as <c>bias</c>.</param>
/// <param name="Values">The numbers, changed in place by learning.</param>
public sealed record Parameter(string Name, Tensor Values)
{
    /// <summary>Whether weight decay (L2, L1) makes it smaller where it belongs to a coupling; set to false for biases.</summary>
    public bool Decays { get; init; } = true;
}
