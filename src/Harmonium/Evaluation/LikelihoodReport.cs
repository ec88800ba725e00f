using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation.Annealing;
using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

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

    /// <summary>How gray values were made black or white; likelihoods compare only under the same.</summary>
    public required Binarization Binarize { get; init; }

    /// <summary>
    /// The mean log-likelihood of the same examples under independent units fitted to the training data, in nats; null
    /// where there were no training data. A machine that is not above it has learned no structure.
    /// </summary>
    public double? Baseline { get; init; }

    /// <summary>Whether the interval of log Z may be believed.</summary>
    public required bool Converged { get; init; }

    /// <summary>The likelihood of data.</summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="logPartition">Its log Z.</param>
    /// <param name="data">The examples to judge.</param>
    /// <param name="training">What the baseline is fitted to; no baseline when null.</param>
    /// <exception cref="ArgumentException">The examples do not fit the machine, or are gray where its visible units are Bernoulli.</exception>
    public static LikelihoodReport Of(RestrictedBoltzmannMachine rbm, LogPartitionEstimate logPartition, VisibleData data, VisibleData? training = null) =>
        Of(rbm?.Machine!, logPartition, data, training);

    /// <summary>
    /// The likelihood of data under a machine whose hidden units are independent given the visible ones; of several visible layers that of all together.
    /// </summary>
    /// <param name="machine">The machine.</param>
    /// <param name="logPartition">Its log Z.</param>
    /// <param name="data">The examples to judge.</param>
    /// <param name="training">What the baseline is fitted to; no baseline when null.</param>
    /// <exception cref="ArgumentException">The examples do not fit the machine, or are gray where its visible units are Bernoulli.</exception>
    /// <exception cref="InvalidOperationException">Hidden layers are coupled: F has no closed form.</exception>
    public static LikelihoodReport Of(BoltzmannMachine machine, LogPartitionEstimate logPartition, MachineData data, MachineData? training = null)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(logPartition);
        ArgumentNullException.ThrowIfNull(data);
        Layer[] visible = data.RequireFit(machine);
        PreciseFreeEnergy freeEnergy = new(machine);
        MeanOfExamples negative = new();
        foreach (MachineState block in data.Blocks(machine))
        {
            data.RequireStates(machine, block);
            negative.AddNegatives(freeEnergy.Of(block));
        }

        return new LikelihoodReport
        {
            LogLikelihood = new LogLikelihoodInterval(negative.Mean - logPartition.High, negative.Mean - logPartition.Low, negative.Mean - logPartition.Exact),
            StandardError = negative.StandardError,
            Count = data.Count,
            Binarize = data.Layers[0].Binarization,
            Baseline = training is null
                ? null
                : visible.Select((layer, i) => IndependentUnits.MeanLogLikelihood(layer.Units, training.Layers[i], data.Layers[i])).Sum(),
            Converged = logPartition.Converged,
        };
    }
}
