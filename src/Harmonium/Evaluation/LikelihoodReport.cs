using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation.Annealing;
using Harmonium.Machines;
using Harmonium.Mathematics;

namespace Harmonium.Evaluation;

/// <summary>How likely data are under a machine, mean log p(v) = −F(v) − log Z, beside how likely they are under independent units.</summary>
public sealed record LikelihoodReport
{
    /// <summary>The mean log-likelihood, in nats an example; an interval of log Z turned round.</summary>
    public required LogLikelihoodInterval LogLikelihood { get; init; }

    /// <summary>The standard error of the mean over the examples, in nats: what another test set of this size would change.</summary>
    public required double StandardError { get; init; }

    /// <summary>How many examples were judged.</summary>
    public required int Count { get; init; }

    /// <summary>How grey values were made black or white; likelihoods compare only under the same.</summary>
    public required Binarisation Binarise { get; init; }

    /// <summary>
    /// The mean log-likelihood of the same examples under independent units fitted to the training data, in nats; null
    /// where there were no training data. A machine that is not above it has learnt no structure.
    /// </summary>
    public double? Baseline { get; init; }

    /// <summary>Whether the interval of log Z may be believed.</summary>
    public required bool Converged { get; init; }

    /// <summary>The likelihood of data.</summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="logPartition">Its log Z.</param>
    /// <param name="data">The examples to judge.</param>
    /// <param name="training">What the baseline is fitted to; no baseline when null.</param>
    /// <exception cref="ArgumentException">The examples do not fit the machine, or are grey where its visible units are Bernoulli.</exception>
    public static LikelihoodReport Of(Rbm rbm, LogPartitionEstimate logPartition, VisibleData data, VisibleData? training = null)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        ArgumentNullException.ThrowIfNull(logPartition);
        ArgumentNullException.ThrowIfNull(data);
        data.RequireFit(rbm.Visible);
        PreciseFreeEnergy freeEnergy = new(rbm);
        MeanOfExamples negative = new();
        foreach (Numerics.States block in data.Blocks(rbm.Weights.Device))
        {
            data.RequireStates(rbm.Visible, block);
            negative.AddNegatives(freeEnergy.Of(block));
        }

        return new LikelihoodReport
        {
            LogLikelihood = new LogLikelihoodInterval(negative.Mean - logPartition.High, negative.Mean - logPartition.Low, negative.Mean - logPartition.Exact),
            StandardError = negative.StandardError,
            Count = data.Count,
            Binarise = data.Binarisation,
            Baseline = training is null ? null : IndependentUnits.MeanLogLikelihood(rbm.Visible.Units, training, data),
            Converged = logPartition.Converged,
        };
    }
}
