using Harmonium.Couplings;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// The statistics that determine the gradient of the log-likelihood: ∂log p/∂θ = ⟨−∂E/∂θ⟩ under the data minus ⟨−∂E/∂θ⟩ under the model
/// (Ackley, Hinton, Sejnowski 1985). They are stored as states; the caller computes numbers from them.
/// </summary>
/// <param name="Data">The data phase: visible states from the data, hidden states inferred.</param>
/// <param name="Model">The model phase: states sampled from the model.</param>
internal sealed record Statistics(Phase Data, Phase Model)
{
    /// <summary>
    /// The gradients of couplings that are not the difference of the phases' outer products, for example because a phase sums over the classes
    /// of every example. A coupling without an entry has that difference as its gradient.
    /// </summary>
    public IReadOnlyDictionary<Coupling, IReadOnlyList<StatePair>> Pairs { get; init; } = new Dictionary<Coupling, IReadOnlyList<StatePair>>();

    /// <summary>Other statistics with weights, whose gradients are added: the terms of a hybrid objective.</summary>
    public IReadOnlyList<(float Weight, Statistics Statistics)> Added { get; init; } = [];

    /// <summary>The terms of a coupling's gradient in addition to its pairs: correlations that products of means leave out.</summary>
    internal IReadOnlyDictionary<Coupling, StatePair> Correlations { get; init; } = new Dictionary<Coupling, StatePair>();

    /// <summary>Returns the gradient of a coupling as pairs of states, including the added statistics.</summary>
    internal IEnumerable<StatePair> PairsOf(Coupling coupling)
    {
        IReadOnlyList<StatePair> own = Pairs.TryGetValue(coupling, out IReadOnlyList<StatePair>? pairs) ? pairs
            : [Data.PairOf(coupling, 1), Model.PairOf(coupling, -1)];
        return own.Concat(Weighted(added => added.PairsOf(coupling)));
    }

    /// <summary>Returns the correlations of a coupling, including those of the added statistics.</summary>
    internal IEnumerable<StatePair> CorrelationsOf(Coupling coupling) =>
        (Correlations.TryGetValue(coupling, out StatePair own) ? [own] : (IEnumerable<StatePair>)[]).Concat(Weighted(added => added.CorrelationsOf(coupling)));

    private IEnumerable<StatePair> Weighted(Func<Statistics, IEnumerable<StatePair>> parts) =>
        Added.SelectMany(added => parts(added.Statistics).Select(pair => pair with { Scale = pair.Scale * added.Weight }));
}
