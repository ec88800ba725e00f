using Harmonium.Couplings;

namespace Harmonium.Learning.Gradients;

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
    public IReadOnlyDictionary<Coupling, IReadOnlyList<StatePair>> Pairs { get; init; } = new Dictionary<Coupling, IReadOnlyList<StatePair>>();

    /// <summary>Other statistics whose gradient is added with a weight: the terms of a hybrid objective.</summary>
    public IReadOnlyList<(float Weight, Statistics Statistics)> Added { get; init; } = [];

    /// <summary>What a coupling's gradient has besides its pairs: correlations that products of means leave out.</summary>
    internal IReadOnlyDictionary<Coupling, StatePair> Correlations { get; init; } = new Dictionary<Coupling, StatePair>();

    /// <summary>The gradient of a coupling as pairs of states, what is added included.</summary>
    internal IEnumerable<StatePair> PairsOf(Coupling coupling)
    {
        IReadOnlyList<StatePair> own = Pairs.TryGetValue(coupling, out IReadOnlyList<StatePair>? pairs) ? pairs
            : [Data.PairOf(coupling, 1), Model.PairOf(coupling, -1)];
        return own.Concat(Weighted(added => added.PairsOf(coupling)));
    }

    /// <summary>The correlations of a coupling, those of what is added included.</summary>
    internal IEnumerable<StatePair> CorrelationsOf(Coupling coupling) =>
        (Correlations.TryGetValue(coupling, out StatePair own) ? [own] : (IEnumerable<StatePair>)[]).Concat(Weighted(added => added.CorrelationsOf(coupling)));

    private IEnumerable<StatePair> Weighted(Func<Statistics, IEnumerable<StatePair>> parts) =>
        Added.SelectMany(added => parts(added.Statistics).Select(pair => pair with { Scale = pair.Scale * added.Weight }));
}
