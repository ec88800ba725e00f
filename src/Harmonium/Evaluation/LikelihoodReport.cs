using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Exact;
using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Evaluation;

/// <summary>The likelihood of data under a machine, mean log p(v) = −F(v) − log Z, and under independent units.</summary>
internal sealed record LikelihoodReport
{
    /// <summary>The mean log-likelihood, in nats per example. Its interval follows from the interval of log Z.</summary>
    public required LogLikelihoodInterval LogLikelihood { get; init; }

    /// <summary>True if <see cref="LogLikelihood"/> is the interval of a variational lower bound instead of the log-likelihood.</summary>
    public required bool IsLowerBound { get; init; }

    /// <summary>The standard error of the mean over the examples, in nats: the variation between test sets of this size.</summary>
    public required double StandardError { get; init; }

    /// <summary>The number of examples.</summary>
    public required int Count { get; init; }

    /// <summary>The binarization of gray values. Likelihoods are comparable only under the same binarization.</summary>
    public required Binarization Binarize { get; init; }

    /// <summary>
    /// The mean log-likelihood of the same examples under independent units fitted to the training data, in nats; null without training data. A
    /// machine that is not above it has learned no structure.
    /// </summary>
    public double? Baseline { get; init; }

    /// <summary>True if the interval is reliable: that of log Z is, and the log-likelihood of discrete states is not above 0.</summary>
    public required bool Converged { get; init; }

    /// <summary>The reason why the interval is not reliable, in words; null if it is, or if log Z is not and gives no reason.</summary>
    public string? Doubt { get; init; }

    /// <summary>Computes the likelihood of data.</summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="logPartition">Its log Z.</param>
    /// <param name="data">The examples to evaluate.</param>
    /// <param name="training">The data to fit the baseline to; no baseline if null.</param>
    /// <exception cref="ArgumentException">The examples do not match the machine, or have gray values although the visible units are Bernoulli.</exception>
    public static LikelihoodReport Of(RestrictedBoltzmannMachine rbm, LogPartitionEstimate logPartition, VisibleData data, VisibleData? training = null) =>
        Of(rbm?.Machine!, logPartition, data, training);

    /// <summary>
    /// Computes the likelihood of data under a machine. Several visible layers are evaluated together. If hidden layers are coupled, the hidden states of each
    /// example are enumerated if they are few; otherwise the result is a variational lower bound.
    /// </summary>
    /// <param name="machine">The machine.</param>
    /// <param name="logPartition">Its log Z.</param>
    /// <param name="data">The examples to evaluate.</param>
    /// <param name="training">The data to fit the baseline to; no baseline if null.</param>
    /// <param name="limit">The base-2 logarithm of the largest number of hidden states to enumerate, for all examples together.</param>
    /// <param name="cancel">Cancels the enumeration.</param>
    /// <exception cref="ArgumentException">The examples do not match the machine, or have gray values although the visible units are Bernoulli.</exception>
    /// <exception cref="InvalidOperationException">Hidden units are coupled, and the layers do not form two sides.</exception>
    public static LikelihoodReport Of(BoltzmannMachine machine, LogPartitionEstimate logPartition, MachineData data, MachineData? training = null,
        int limit = ExactPartition.DefaultLimit, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(logPartition);
        ArgumentNullException.ThrowIfNull(data);
        Layer[] visible = data.RequireFit(machine);
        MarginalFreeEnergy freeEnergy = new(machine, data.Count, limit);
        MeanOfExamples negative = new();
        foreach (MachineState block in data.Blocks(machine))
        {
            data.RequireStates(machine, block);
            negative.AddNegatives(freeEnergy.Of(block, cancel));
        }

        string? doubt = logPartition.Doubt ?? (logPartition.Exact is null && visible.All(layer => layer.Units.IsDiscrete)
            ? Impossible(negative.Mean - logPartition.Low)
            : null);
        return new LikelihoodReport
        {
            LogLikelihood = new LogLikelihoodInterval(negative.Mean - logPartition.High, negative.Mean - logPartition.Low,
                freeEnergy.IsBound ? null : negative.Mean - logPartition.Exact),
            IsLowerBound = freeEnergy.IsBound,
            StandardError = negative.StandardError,
            Count = data.Count,
            Binarize = data.Layers[0].Binarization,
            Baseline = training is null
                ? null
                : visible.Select((layer, i) => IndependentUnits.MeanLogLikelihood(layer.Units, training.Layers[i], data.Layers[i])).Sum(),
            Converged = logPartition.Converged && doubt is null,
            Doubt = doubt,
        };
    }

    /// <summary>A state of discrete units has a probability of at most 1, so no mean log-probability is above 0.</summary>
    private static string? Impossible(double high) => high > 0
        ? $"the log-likelihood reaches {high:F2} nats; above 0 it is impossible for discrete units, so log Z is too low"
        : null;
}
