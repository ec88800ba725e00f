using Harmonium.Data;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Deep;

/// <summary>
/// The evaluation of a belief network: its log-likelihood with log Z of the top RBM by enumeration or annealing, and its variational bound (Salakhutdinov
/// &amp; Murray 2008, section 5; Murray &amp; Salakhutdinov 2009).
/// </summary>
internal static class BeliefEvaluation
{
    // The base model of the annealing is fitted to at most this many encoded examples.
    private const int MostEncoded = 2000;

    // The first branch of the encoding in the random stream of a block, above those of other evaluations.
    private const int EncodingBranch = 1 << 20;

    /// <summary>Evaluates a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="test">The examples to evaluate.</param>
    /// <param name="training">The training data, for the baseline and the start of annealing; null if they are not available.</param>
    /// <param name="options">The options; defaults if null.</param>
    /// <param name="progress">Receives the fraction of the annealing that is done, 0 to 1.</param>
    /// <param name="cancel">Cancels the enumeration or the annealing.</param>
    /// <exception cref="ArgumentException">The data do not match the network, or have gray values although the input units are Bernoulli.</exception>
    public static RbmEvaluation Of(BeliefNetwork network, VisibleData test, VisibleData? training, EvaluationOptions? options,
        IProgress<double>? progress, CancellationToken cancel)
    {
        test.RequireFit(network.Visible);
        training?.RequireFit(network.Visible);
        options ??= new EvaluationOptions();
        LogPartitionEstimate z = RbmEvaluation.LogPartitionOf(network.TopMachine, Encoded(network, training ?? test, options.Seed), options, progress, cancel);
        VariationalBound variational = new(network, options.Seed);
        MeanOfExamples bound = new(), likelihood = new(), squared = new();
        int block = 0;
        foreach (States inputs in test.Blocks(network.TopMachine.Parameters.First().Values.Device))
        {
            cancel.ThrowIfCancellationRequested();
            test.RequireStates(network.Visible, inputs);
            (double[] bounds, double[] logLikelihoods) = variational.Of(inputs, block++);
            bound.Add(bounds);
            likelihood.Add(logLikelihoods);
            squared.Add(network.ReconstructionErrors(inputs));
        }

        return new RbmEvaluation
        {
            LogPartition = z,
            TestLogLikelihood = new LogLikelihoodInterval(
                likelihood.Mean - z.High, likelihood.Mean - z.Low, variational.IsExact ? likelihood.Mean - z.Exact : null),
            StandardError = likelihood.StandardError,
            Baseline = training is null ? null : IndependentUnits.MeanLogLikelihood(network.Visible.Units, training, test),
            Converged = z.Converged,
            Doubt = z.Doubt,
            Binarize = test.Binarization,
            Count = test.Count,
            FreeEnergyGap = null,
            PseudoLogLikelihood = null,
            ReconstructionError = squared.Mean,
            IsLowerBound = !variational.IsExact,
            VariationalBound = bound.Mean - z.High,
            BoundMethod = variational.Method,
        };
    }

    /// <summary>Returns states of the visible layers of the top RBM that belong to some examples: recognized states, with labels drawn given them.</summary>
    private static MachineData Encoded(BeliefNetwork network, VisibleData data, ulong seed)
    {
        VisibleData some = data.Sample(MostEncoded, seed);
        Tensor top = Tensor.Zeros(some.Count, network.TopVisible.Units.Count);
        Tensor? labels = network.Joint is { } joint ? Tensor.Zeros(some.Count, joint.Classes) : null;
        int first = 0, block = 0;
        foreach (States inputs in some.Blocks(network.TopMachine.Parameters.First().Values.Device))
        {
            RandomStream random = RandomStream.For(seed, Purpose.Evaluation, block++);
            States states = network.SampleUp(inputs, random, EncodingBranch + 1)[^1];
            states.AsTensor().CopyTo(top.RowRange(first, inputs.Rows));
            if (labels is not null)
                network.SampleLabels(states, random.At(EncodingBranch)).AsTensor().CopyTo(labels.RowRange(first, inputs.Rows));
            first += inputs.Rows;
        }

        return labels is null ? new MachineData(Of(top)) : new MachineData(Of(top), Of(labels));

        VisibleData Of(Tensor values) => new(new Dataset(data.Name, new FloatExamples(values), ItemShape.Vector(values.Columns)));
    }
}
