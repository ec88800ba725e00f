using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Experiments.Definitions;

namespace Harmonium.Experiments.Studies;

/// <summary>Likelihoods as measurements.</summary>
internal static class Likelihoods
{
    /// <summary>Returns the exact test log-likelihood, or the estimate by annealing with its interval.</summary>
    internal static Measurement Of(string name, string description, RbmEvaluation evaluation)
    {
        LogLikelihoodInterval likelihood = evaluation.TestLogLikelihood;
        if (likelihood.Exact is { } exact)
            return new Measurement(name, description, exact, "nats") { Binarize = evaluation.Binarize };
        double low = likelihood.Low, high = likelihood.High;
        return new Measurement(name, description, (low + high) / 2, "nats") { Binarize = evaluation.Binarize, Interval = (low, high) };
    }

    /// <summary>Returns the mean test log-likelihood, or its lower bound, that follows from one estimate of log Z, in nats per example.</summary>
    internal static double By(LogPartitionInterval logPartition, RbmEvaluation evaluation) =>
        evaluation.TestLogLikelihood.High + evaluation.LogPartition.Low - logPartition.Mean;
}
