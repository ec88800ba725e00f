using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Exact;
using Harmonium.Evaluation.Monitors;
using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Mathematics;
using Harmonium.Units;

namespace Harmonium.Evaluation;

/// <summary>
/// All that is said of an RBM, or of any machine whose hidden units are independent given the visible ones, on data: its likelihood with proof, the baseline
/// beside it, and monitors.
/// </summary>
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

    /// <summary>How gray values were made black or white.</summary>
    public required Binarization Binarize { get; init; }

    /// <summary>How many test examples there were.</summary>
    public required int Count { get; init; }

    /// <summary>Mean free energy of the test data less that of as many training data, in nats; null without training data.</summary>
    public required double? FreeEnergyGap { get; init; }

    /// <summary>
    /// The pseudo-log-likelihood of the test data by <see cref="PseudoLikelihood.OverSampledUnits(BoltzmannMachine, MachineData, ulong)"/>; null where the
    /// first visible units are not Bernoulli, or others have infinitely many states.
    /// </summary>
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
    /// <exception cref="ArgumentException">The data do not fit the machine, or are gray where its visible units are Bernoulli.</exception>
    public static RbmEvaluation Of(
        RestrictedBoltzmannMachine rbm,
        VisibleData test,
        VisibleData? training = null,
        EvaluationOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancel = default) => Of(rbm?.Machine!, test, training, options, progress, cancel);

    /// <summary>Evaluates a machine whose hidden units are independent given the visible ones; several visible layers are judged together.</summary>
    /// <param name="machine">
    /// The machine; log Z is enumerated or annealed where its layers fall into two sides, and enumerated over all visible states elsewhere.
    /// </param>
    /// <param name="test">The examples to judge.</param>
    /// <param name="training">What the machine was trained on: for the baseline, the gap, and the start of annealing; null where it is not at hand.</param>
    /// <param name="options">Defaults when null.</param>
    /// <param name="progress">Receives the share of the annealing that is done, 0 to 1.</param>
    /// <param name="cancel">Stops the enumeration or the annealing.</param>
    /// <exception cref="ArgumentException">
    /// The data do not fit the machine, are gray where its visible units are Bernoulli, or log Z can be neither enumerated nor annealed.
    /// </exception>
    /// <exception cref="InvalidOperationException">Hidden layers are coupled: F has no closed form.</exception>
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
        machine.RequireIndependentHidden();
        Layer[] visible = test.RequireFit(machine);
        training?.RequireFit(machine);
        options ??= new EvaluationOptions();
        LogPartitionEstimate logPartition;
        int documents = Array.FindIndex(visible, layer => layer.Units is ReplicatedSoftmax);
        if (documents >= 0)
        {
            test = test.Sample(options.MostDocuments, options.Seed);
            logPartition = DocumentPartition.MeanOver(
                machine, test.Layers[documents], (ofLength, part) => Estimate(ofLength, training ?? test, options, part, cancel), progress);
        }
        else
        {
            logPartition = Estimate(machine, training ?? test, options, progress, cancel);
        }

        bool isFinite = visible[0].Units is Bernoulli && visible.All(layer => layer.Units.BlockStates is not null);
        LikelihoodReport likelihood = LikelihoodReport.Of(machine, logPartition, test, training);
        return new RbmEvaluation
        {
            LogPartition = logPartition,
            TestLogLikelihood = likelihood.LogLikelihood,
            StandardError = likelihood.StandardError,
            Baseline = likelihood.Baseline,
            Converged = likelihood.Converged,
            Binarize = likelihood.Binarize,
            Count = test.Count,
            FreeEnergyGap = training is null ? null : Monitors.FreeEnergyGap.Of(machine, training, test, options.Seed),
            PseudoLogLikelihood = isFinite ? PseudoLikelihood.OverSampledUnits(machine, test, options.Seed) : null,
            ReconstructionError = Monitors.ReconstructionError.Of(machine, test).Squared,
        };
    }

    private static LogPartitionEstimate Estimate(
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
        LogPartitionEstimate annealed = new AnnealedImportanceSampling(machine, start, options.Annealing).Estimate(progress, cancel);
        return exact is null ? annealed : annealed with { Exact = exact, Low = exact.Value, High = exact.Value, Converged = true };
    }

    /// <summary>log Σ_v exp(−F(v)) where visible units are coupled with each other: they are of two values, and few enough to be listed.</summary>
    private static double OverVisibleStates(BoltzmannMachine machine)
    {
        StateSpace visible = new([.. machine.LayersOf(LayerRole.Visible)]);
        return LogSumExp.Of([.. new PreciseFreeEnergy(machine).Of(visible.All).Select(energy => -energy)]);
    }
}
