using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Exact;
using Harmonium.Evaluation.Monitors;
using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Mathematics;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Evaluation;

/// <summary>
/// The evaluation of an RBM, or of any machine whose layers form two sides, such as a deep Boltzmann machine: its log-likelihood as an interval between a
/// lower and an upper estimate, or as a variational lower bound, the baseline, and monitors.
/// </summary>
public sealed record RbmEvaluation
{
    /// <summary>The estimate of log Z; for documents, of its mean over the lengths of the evaluated documents.</summary>
    public required LogPartitionEstimate LogPartition { get; init; }

    /// <summary>The mean log-likelihood of the test data, in nats per example.</summary>
    public required LogLikelihoodInterval TestLogLikelihood { get; init; }

    /// <summary>
    /// True if <see cref="TestLogLikelihood"/> is the interval of a lower bound, because the hidden layers have too many states to enumerate: −F_q(v) − log Z
    /// with mean-field q for coupled layers (Salakhutdinov &amp; Hinton 2009), or a mean over sampled hidden layers. The log-likelihood itself is higher.
    /// </summary>
    public bool IsLowerBound { get; init; }

    /// <summary>The standard error of that mean over the examples, in nats.</summary>
    public required double StandardError { get; init; }

    /// <summary>
    /// The mean log-likelihood of the test data under independent units fitted to the training data, in nats; null without training data.
    /// </summary>
    public required double? Baseline { get; init; }

    /// <summary>The comparison of the likelihood with the baseline; null without training data.</summary>
    internal LikelihoodVerdict? Verdict => Baseline is { } baseline ? LikelihoodVerdict.Of(TestLogLikelihood, baseline) : null;

    /// <summary>True if the interval is reliable: that of log Z is, and the log-likelihood of discrete states is not above 0.</summary>
    public required bool Converged { get; init; }

    /// <summary>The reason why the interval is not reliable, in words; null if it is.</summary>
    public required string? Doubt { get; init; }

    /// <summary>The binarization of gray values.</summary>
    public required Binarization Binarize { get; init; }

    /// <summary>The number of test examples.</summary>
    public required int Count { get; init; }

    /// <summary>
    /// The mean free energy of the test data minus that of an equal number of training data, in nats; null without training data, or if the test data are the
    /// training data.
    /// </summary>
    public required double? FreeEnergyGap { get; init; }

    /// <summary>
    /// The pseudo-log-likelihood of the test data by <see cref="PseudoLikelihood.OverSampledUnits(BoltzmannMachine, MachineData, ulong)"/>; null if
    /// the first visible units are not Bernoulli, others have infinitely many states, or hidden layers are coupled.
    /// </summary>
    public required double? PseudoLogLikelihood { get; init; }

    /// <summary>The mean squared error of reconstructions of the test data, per example.</summary>
    public required double ReconstructionError { get; init; }

    /// <summary>
    /// The variational lower bound of the mean test log-likelihood with the upper end of log Z, in nats per example; null for models with a free energy in
    /// closed form.
    /// </summary>
    public double? VariationalBound { get; init; }

    /// <summary>How the expectation of <see cref="VariationalBound"/> was computed, in words; null without a bound.</summary>
    public string? BoundMethod { get; init; }

    /// <summary>Evaluates a machine.</summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="test">The examples to evaluate.</param>
    /// <param name="training">The training data of the machine, for the baseline, the gap, and the start of annealing; null if not available.</param>
    /// <param name="options">The options; defaults if null.</param>
    /// <param name="progress">Receives the fraction of the annealing that is done, 0 to 1.</param>
    /// <param name="cancel">Cancels the enumeration or the annealing.</param>
    /// <exception cref="ArgumentException">The data do not match the machine, or have gray values although the visible units are Bernoulli.</exception>
    public static RbmEvaluation Of(
        RestrictedBoltzmannMachine rbm,
        VisibleData test,
        VisibleData? training = null,
        EvaluationOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancel = default) => Of(rbm?.Machine!, test, training, options, progress, cancel);

    /// <summary>
    /// Evaluates a machine. Several visible layers are evaluated together. If hidden layers are coupled, the hidden states of each example are enumerated if
    /// those of all examples are at most 2^<see cref="EvaluationOptions.EnumerationLimit"/>; otherwise the likelihood is a lower bound.
    /// </summary>
    /// <param name="machine">
    /// The machine. log Z is enumerated or annealed if the layers form two sides. Otherwise it is enumerated over all visible states.
    /// </param>
    /// <param name="test">The examples to evaluate.</param>
    /// <param name="training">The training data of the machine, for the baseline, the gap, and the start of annealing; null if not available.</param>
    /// <param name="options">The options; defaults if null.</param>
    /// <param name="progress">Receives the fraction of the annealing that is done, 0 to 1.</param>
    /// <param name="cancel">Cancels the enumeration or the annealing.</param>
    /// <exception cref="ArgumentException">
    /// The data do not match the machine, have gray values although the visible units are Bernoulli, or log Z can be neither enumerated nor annealed.
    /// </exception>
    /// <exception cref="InvalidOperationException">Hidden units are coupled, and the layers do not form two sides.</exception>
    public static RbmEvaluation Of(
        BoltzmannMachine machine,
        MachineData test,
        MachineData? training = null,
        EvaluationOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(test);
        HiddenPosterior posterior = new(machine);
        Layer[] visible = test.RequireFit(machine);
        training?.RequireFit(machine);
        options ??= new EvaluationOptions();
        bool isHeldOut = training is not null && !ReferenceEquals(test.Layers[0], training.Layers[0]);
        LogPartitionEstimate logPartition;
        int documents = Array.FindIndex(visible, layer => layer.Units is ReplicatedSoftmax);
        if (documents >= 0)
        {
            test = test.Sample(options.MostDocuments, options.Seed);
            logPartition = DocumentPartition.MeanOver(
                machine, test.Layers[documents], (ofLength, part) => LogPartitionOf(ofLength, training ?? test, options, part, cancel), progress);
        }
        else
        {
            logPartition = LogPartitionOf(machine, training ?? test, options, progress, cancel);
        }

        bool isFinite = posterior.IsExact && visible[0].Units is Bernoulli && visible.All(layer => layer.Units.BlockStates is not null);
        LikelihoodReport likelihood = LikelihoodReport.Of(machine, logPartition, test, training, options.EnumerationLimit, cancel);
        return new RbmEvaluation
        {
            LogPartition = logPartition,
            TestLogLikelihood = likelihood.LogLikelihood,
            IsLowerBound = likelihood.IsLowerBound,
            StandardError = likelihood.StandardError,
            Baseline = likelihood.Baseline,
            Converged = likelihood.Converged,
            Doubt = likelihood.Doubt,
            Binarize = likelihood.Binarize,
            Count = test.Count,
            FreeEnergyGap = isHeldOut ? Monitors.FreeEnergyGap.Of(machine, training!, test, options.Seed) : null,
            PseudoLogLikelihood = isFinite ? PseudoLikelihood.OverSampledUnits(machine, test, options.Seed) : null,
            ReconstructionError = Monitors.ReconstructionError.Of(machine, test).Squared,
        };
    }

    /// <summary>Enumerates or anneals log Z of a machine.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="data">The data to which the base model of the annealing is fitted.</param>
    /// <param name="options">The options.</param>
    /// <param name="progress">Receives the fraction of the annealing that is done, 0 to 1.</param>
    /// <param name="cancel">Cancels the enumeration or the annealing.</param>
    internal static LogPartitionEstimate LogPartitionOf(
        BoltzmannMachine machine, MachineData data, EvaluationOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        if (!MachineSides.Exist(machine))
            return LogPartitionEstimate.FromExact(OverVisibleStates(machine));
        double? exact = ExactPartition.IsPossible(machine, options.EnumerationLimit)
            ? ExactPartition.Of(machine, options.EnumerationLimit, cancel).LogPartition
            : null;
        if (exact is not null && !options.AnnealAlways)
            return LogPartitionEstimate.FromExact(exact.Value);
        BaseRateModel start = BaseRateModel.Fitted(machine, data);
        LogPartitionEstimate annealed = new AnnealedImportanceSampling(machine, start, options.Annealing, data).Estimate(progress, cancel);
        return exact is null ? annealed : annealed with { Exact = exact, Low = exact.Value, High = exact.Value, Converged = true, Doubt = null };
    }

    /// <summary>log Σ_v exp(−F(v)) for visible units that are coupled with each other. They must have two values and be few enough to be listed.</summary>
    private static double OverVisibleStates(BoltzmannMachine machine)
    {
        StateSpace visible = new([.. machine.LayersOf(LayerRole.Visible)]);
        return LogSumExp.Of([.. new PreciseFreeEnergy(machine).Of(visible.All).Select(energy => -energy)]);
    }
}
