using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Exact;

namespace Harmonium.Evaluation;

/// <summary>Options for evaluating a machine.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The options for estimating log Z if it cannot be enumerated.</summary>
    public AnnealingOptions Annealing { get; init; } = new();

    /// <summary>
    /// The largest number of units to enumerate, 0 to 34; 0 always anneals. If hidden layers are coupled, it is also the base-2 logarithm of the largest number
    /// of hidden states to enumerate for all examples together.
    /// </summary>
    public int EnumerationLimit { get; init; } = ExactPartition.DefaultLimit;

    /// <summary>True to anneal log Z even if it is enumerated, for comparison.</summary>
    public bool AnnealAlways { get; init; }

    /// <summary>
    /// The largest number of documents to evaluate, at least 1. log Z depends on the length of a document, and each length needs its own run; 50 in
    /// Salakhutdinov &amp; Hinton (2009).
    /// </summary>
    public int MostDocuments { get; init; } = 50;

    /// <summary>The seed of monitors that draw random numbers.</summary>
    public ulong Seed { get; init; } = 1;
}
