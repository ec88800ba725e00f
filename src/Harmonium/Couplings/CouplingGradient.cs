namespace Harmonium.Couplings;

/// <summary>
/// The gradient of the log-likelihood with respect to a coupling, kept as what it is made of: pairs of states. The coupling
/// turns it into numbers in the way that is fastest for it.
/// </summary>
/// <param name="Pairs">The phases, and what regularisers add.</param>
/// <param name="Centring">Offsets; null for the plain gradient.</param>
public sealed record CouplingGradient(IReadOnlyList<StatePair> Pairs, Centring? Centring);
