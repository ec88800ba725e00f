using System.Globalization;
using Harmonium.Evaluation;

namespace Harmonium;

/// <summary>The mean log-likelihood of examples in nats, with the way it was found. Its text shows all of it in a line.</summary>
/// <param name="Evaluation">The whole evaluation: log Z, monitors and baseline.</param>
public sealed record Likelihood(RbmEvaluation Evaluation)
{
    /// <summary>The exact mean in nats per example; null where log Z cannot be enumerated.</summary>
    public double? Exact => Evaluation.TestLogLikelihood.Exact;

    /// <summary>The lower end of the interval in nats per example.</summary>
    public double Low => Evaluation.TestLogLikelihood.Low;

    /// <summary>The upper end of the interval in nats per example.</summary>
    public double High => Evaluation.TestLogLikelihood.High;

    /// <summary>The standard error of the mean over the examples, in nats.</summary>
    public double StandardError => Evaluation.StandardError;

    /// <summary>True if the interval can be trusted; always true for an exact value.</summary>
    public bool Converged => Evaluation.Converged;

    /// <summary>The mean log-likelihood under independent units fitted to the training examples, in nats; null without training examples.</summary>
    public double? Baseline => Evaluation.Baseline;

    /// <summary>The comparison with independent units, in words; null without training examples.</summary>
    public string? Verdict => Evaluation.Verdict?.Words;

    /// <summary>
    /// True if the interval is that of a lower bound, because the model has no free energy in closed form and too many hidden states to enumerate. The
    /// log-likelihood itself is higher.
    /// </summary>
    public bool IsLowerBound => Evaluation.IsLowerBound;

    /// <summary>How the value was found: <c>exact</c>, or how log Z was, after <c>lower bound</c> if it is one.</summary>
    public string Method => Exact is not null ? "exact" : IsLowerBound ? $"lower bound, log Z: {LogPartitionMethod}" : LogPartitionMethod;

    private string LogPartitionMethod => Evaluation.LogPartition switch
    {
        { Exact: not null } => "exact",
        { ReverseAis: null } => "AIS",
        _ => "AIS and reverse AIS",
    };

    /// <summary>The binarization of gray values: <c>none</c>, <c>sampled</c>, <c>static</c> or <c>threshold</c>.</summary>
    public string Binarization => Evaluation.Binarize.ToString().ToLowerInvariant();

    /// <summary>A line such as "−84.3 to −84.2 nats per example (AIS and reverse AIS, sampled pixels, 10000 examples)".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(Exact is { } exact ? $"{exact:F2}" : IsLowerBound ? $"at least {Low:F2}" : $"{Low:F2} to {High:F2}")} ± {StandardError:F2} nats per example " +
        $"({Method}{(Converged ? "" : ", not converged")}, binarization: {Binarization}, {Evaluation.Count} examples)");
}
