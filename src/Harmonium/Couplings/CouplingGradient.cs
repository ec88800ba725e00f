using Harmonium.Numerics;

namespace Harmonium.Couplings;

/// <summary>
/// The gradient of the log-likelihood with respect to a coupling, kept as what it is made of: pairs of states. The coupling
/// turns it into numbers in the way that is fastest for it.
/// </summary>
/// <param name="Pairs">The phases, and what regularizers add.</param>
/// <param name="Centering">Offsets; null for the plain gradient.</param>
public sealed record CouplingGradient(IReadOnlyList<StatePair> Pairs, Centering? Centering)
{
    /// <summary>
    /// The gradient as numbers, one tensor per parameter in the order of <see cref="Coupling.Parameters"/>, in place of pairs and offsets; null while it is
    /// made of these. What sums gradients of several processes needs numbers.
    /// </summary>
    public IReadOnlyList<Tensor>? Values { get; private init; }

    /// <summary>A gradient that has been turned into numbers.</summary>
    /// <param name="values">One tensor per parameter, in the order of <see cref="Coupling.Parameters"/>.</param>
    public static CouplingGradient Of(IReadOnlyList<Tensor> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new CouplingGradient([], null) { Values = values };
    }
}
