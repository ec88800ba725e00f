namespace Harmonium;

/// <summary>
/// What the gradient of the log-likelihood is made of: ∂log p/∂θ = ⟨−∂E/∂θ⟩ under the data less that under the model
/// (Ackley, Hinton, Sejnowski 1985). Kept as states, and made into numbers by whoever consumes them.
/// </summary>
/// <param name="Data">Visible states from the data, hidden ones inferred.</param>
/// <param name="Model">States of the model's own.</param>
public sealed record Statistics(Phase Data, Phase Model)
{
    /// <summary>
    /// The gradients of couplings that are not the difference of the phases' outer products, such as where a phase sums over the classes
    /// of every example; without an entry a coupling's gradient is that difference.
    /// </summary>
    public IReadOnlyDictionary<Coupling, IReadOnlyList<StatePair>> Correlations { get; init; } = new Dictionary<Coupling, IReadOnlyList<StatePair>>();

    /// <summary>Other statistics whose gradient is added with a weight: the terms of a hybrid objective.</summary>
    public IReadOnlyList<(float Weight, Statistics Statistics)> Added { get; init; } = [];

    /// <summary>The gradient of a coupling as pairs of states, what is added included.</summary>
    internal IEnumerable<StatePair> PairsOf(Coupling coupling)
    {
        IReadOnlyList<StatePair> own = Correlations.TryGetValue(coupling, out IReadOnlyList<StatePair>? pairs) ? pairs : [PairOf(coupling, Data, 1), PairOf(coupling, Model, -1)];
        return own.Concat(Added.SelectMany(added => added.Statistics.PairsOf(coupling).Select(pair => pair with { Scale = pair.Scale * added.Weight })));
    }

    private static StatePair PairOf(Coupling coupling, Phase phase, float sign) =>
        new(phase.State[coupling.First], phase.State[coupling.Second], phase.Weights is null ? sign / phase.State.Rows : sign, phase.Weights);
}
