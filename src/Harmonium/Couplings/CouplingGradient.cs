using Harmonium.Numerics;

namespace Harmonium.Couplings;

/// <summary>
/// The gradient of the log-likelihood with respect to a coupling, stored as pairs of states. The coupling chooses the fastest way to
/// evaluate it.
/// </summary>
/// <param name="Pairs">The terms of the two phases and of regularizers.</param>
/// <param name="Centering">The offsets; null for the plain gradient.</param>
internal sealed record CouplingGradient(IReadOnlyList<StatePair> Pairs, Centering? Centering)
{
    /// <summary>
    /// The evaluated gradient, which replaces pairs and offsets: one tensor per parameter in the order of <see cref="Coupling.Parameters"/>. It is
    /// null for a gradient stored as pairs. Summing the gradients of several processes requires this form.
    /// </summary>
    public IReadOnlyList<Tensor>? Values { get; private init; }

    /// <summary>Creates an evaluated gradient.</summary>
    /// <param name="values">One tensor per parameter, in the order of <see cref="Coupling.Parameters"/>.</param>
    public static CouplingGradient Of(IReadOnlyList<Tensor> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new CouplingGradient([], null) { Values = values };
    }
}
