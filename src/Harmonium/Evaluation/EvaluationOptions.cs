using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Exact;

namespace Harmonium.Evaluation;

/// <summary>How a machine is evaluated.</summary>
public sealed record EvaluationOptions
{
    /// <summary>How log Z is estimated where it cannot be enumerated.</summary>
    public AnnealingOptions Annealing { get; init; } = new();

    /// <summary>The largest number of units that is enumerated, 0 to 34; 0 always anneals.</summary>
    public int EnumerationLimit { get; init; } = ExactPartition.DefaultLimit;

    /// <summary>Whether log Z is annealed even where it is enumerated, to compare the two.</summary>
    public bool AnnealAlways { get; init; }

    /// <summary>
    /// How many documents are judged at most, at least 1: log Z is another for every length, and takes a run for each; 50 (Salakhutdinov &amp; Hinton 2009).
    /// </summary>
    public int MostDocuments { get; init; } = 50;

    /// <summary>The seed of monitors that draw.</summary>
    public ulong Seed { get; init; } = 1;
}
