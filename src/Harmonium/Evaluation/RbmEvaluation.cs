using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Exact;
using Harmonium.Evaluation.Monitors;
using Harmonium.Machines;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Evaluation;

/// <summary>All that is said of an RBM on data: its likelihood with proof, the baseline beside it, and monitors.</summary>
public sealed record RbmEvaluation
{
    /// <summary>What is known of log Z; for documents, of its mean over the lengths of those that were judged.</summary>
    public required LogPartitionEstimate LogPartition { get; init; }

    /// <summary>The mean log-likelihood of the test data, in nats an example.</summary>
    public required LogLikelihoodInterval TestLogLikelihood { get; init; }

    /// <summary>The standard error of that mean over the examples, in nats.</summary>
    public required double StandardError { get; init; }

    /// <summary>The mean log-likelihood of the test data under independent units fitted to the training data, in nats; null without training data.</summary>
    public required double? Baseline { get; init; }

    /// <summary>Whether the interval of log Z may be believed.</summary>
    public required bool Converged { get; init; }

    /// <summary>How grey values were made black or white.</summary>
    public required Binarisation Binarise { get; init; }

    /// <summary>How many test examples there were.</summary>
    public required int Count { get; init; }

    /// <summary>Mean free energy of the test data less that of as many training data, in nats; null without training data.</summary>
    public required double? FreeEnergyGap { get; init; }

    /// <summary>The pseudo-log-likelihood of the test data by <see cref="PseudoLikelihood.OverSampledUnits"/>; null where the visible units are not Bernoulli.</summary>
    public required double? PseudoLogLikelihood { get; init; }

    /// <summary>The mean squared error of reconstructions of the test data, an example.</summary>
    public required double ReconstructionError { get; init; }

    /// <summary>Evaluates a machine.</summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="test">The examples to judge.</param>
    /// <param name="training">What the machine was trained on: for the baseline, the gap, and the start of annealing; null where it is not at hand.</param>
    /// <param name="options">Defaults when null.</param>
    /// <param name="progress">Receives the share of the annealing that is done, 0 to 1.</param>
    /// <param name="cancel">Stops the enumeration or the annealing.</param>
    /// <exception cref="ArgumentException">The data do not fit the machine, or are grey where its visible units are Bernoulli.</exception>
    public static RbmEvaluation Of(
        Rbm rbm,
        VisibleData test,
        VisibleData? training = null,
        EvaluationOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        ArgumentNullException.ThrowIfNull(test);
        test.RequireFit(rbm.Visible);
        training?.RequireFit(rbm.Visible);
        options ??= new EvaluationOptions();
        LogPartitionEstimate logPartition;
        if (rbm.Visible.Units is Multinomial)
        {
            test = test.Sample(options.MostDocuments, options.Seed);
            logPartition = DocumentPartition.MeanOver(rbm, test, (machine, part) => Estimate(machine, training ?? test, options, part, cancel), progress);
        }
        else
        {
            logPartition = Estimate(rbm, training ?? test, options, progress, cancel);
        }

        LikelihoodReport likelihood = LikelihoodReport.Of(rbm, logPartition, test, training);
        return new RbmEvaluation
        {
            LogPartition = logPartition,
            TestLogLikelihood = likelihood.LogLikelihood,
            StandardError = likelihood.StandardError,
            Baseline = likelihood.Baseline,
            Converged = likelihood.Converged,
            Binarise = test.Binarisation,
            Count = test.Count,
            FreeEnergyGap = training is null ? null : Monitors.FreeEnergyGap.Of(rbm, training, test, options.Seed),
            PseudoLogLikelihood = rbm.Visible.Units is Bernoulli ? PseudoLikelihood.OverSampledUnits(rbm, test, options.Seed) : null,
            ReconstructionError = Monitors.ReconstructionError.Of(rbm, test).Squared,
        };
    }

    private static LogPartitionEstimate Estimate(Rbm rbm, VisibleData data, EvaluationOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        double? exact = ExactPartition.IsPossible(rbm.Machine, options.EnumerationLimit)
            ? ExactPartition.Of(rbm.Machine, options.EnumerationLimit, cancel).LogPartition
            : null;
        if (exact is not null && !options.AnnealAlways)
            return LogPartitionEstimate.FromExact(exact.Value);
        BaseRateModel start = BaseRateModel.Fitted(rbm.Visible, data.Mean(), data.Count);
        LogPartitionEstimate annealed = new AnnealedImportanceSampling(rbm.Machine, start, options.Annealing).Estimate(progress, cancel);
        return exact is null ? annealed : annealed with { Exact = exact, Low = exact.Value, High = exact.Value, Converged = true };
    }
}
