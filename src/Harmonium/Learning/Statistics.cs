namespace Harmonium;

/// <summary>
/// What the gradient of the log-likelihood is made of: ∂log p/∂θ = ⟨−∂E/∂θ⟩ under the data less that under the model
/// (Ackley, Hinton, Sejnowski 1985). Kept as states, and made into numbers by whoever consumes them.
/// </summary>
/// <param name="Data">Visible states from the data, hidden ones inferred.</param>
/// <param name="Model">States of the model's own.</param>
public sealed record Statistics(Phase Data, Phase Model)
{
    /// <summary>What a coupling's gradient has besides the two phases, by coupling: correlations that products of means leave out.</summary>
    internal IReadOnlyDictionary<Coupling, StatePair> Correlations { get; init; } = new Dictionary<Coupling, StatePair>();
}
