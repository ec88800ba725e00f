using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Evaluation.Annealing;

/// <summary>
/// A conservative log-likelihood by reverse annealing from the examples (RAISE; Burda, Grosse, Salakhutdinov 2015). The evaluated model is the
/// annealing process: draw from the base, pass through p_β up to the machine, and take the final state as the sample. For a reverse run from an
/// example v, with x_K = v and x_{k−1} ~ T_k(· | x_k), the weight f_K(v) / Z₀ · Π_k f_{k−1}(x_{k−1}) / f_k(x_{k−1}) is an unbiased estimate of v's
/// probability under the process. By Jensen's inequality, its logarithm is below the log-probability in expectation. With many intermediate
/// temperatures the process approaches the machine. For examples drawn from the machine, the expected log-probability under the process
/// is at most that under the machine, because the Kullback–Leibler divergence is not negative. Annealed importance sampling errs toward a higher likelihood;
/// this bound errs toward a lower one.
/// Examples that are improbable under the machine may be more probable under a short process. It works for an RBM with any pair of unit types.
/// </summary>
internal sealed record RaiseBound
{
    /// <summary>The mean over the examples of the logarithm of the mean weight of their runs, in nats per example.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>The standard error of that mean over the examples, in nats.</summary>
    public required double StandardError { get; init; }

    /// <summary>The number of examples.</summary>
    public required int Count { get; init; }

    /// <summary>The number of runs per example.</summary>
    public required int Runs { get; init; }

    /// <summary>The name of the ladder.</summary>
    public required string Ladder { get; init; }

    /// <summary>Computes the bound on examples.</summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="baseRate">The start of the process. A base fitted to the training data needs fewer steps.</param>
    /// <param name="data">The examples; a few hundred, drawn at random, give a mean with an error of a few tenths of a nat.</param>
    /// <param name="options">
    /// The ladder, the runs per example, and the seed; the ladder of Salakhutdinov &amp; Murray with 1 run per example if null.
    /// </param>
    /// <param name="progress">Receives the fraction of the work that is done, 0 to 1.</param>
    /// <param name="cancel">Cancels between two steps.</param>
    /// <exception cref="ArgumentException">The examples do not match the machine, or have gray values although the visible units are Bernoulli.</exception>
    public static RaiseBound Of(
        RestrictedBoltzmannMachine rbm,
        BaseRateModel baseRate,
        VisibleData data,
        RaiseOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancel = default) =>
        Of(rbm?.Machine!, baseRate, data, options, progress, cancel);

    /// <summary>Computes the bound on examples for a machine with layers that form two sides, one of which is the visible layers.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="baseRate">The start of the process. A base fitted to the training data needs fewer steps.</param>
    /// <param name="data">The examples; a few hundred, drawn at random, give a mean with an error of a few tenths of a nat.</param>
    /// <param name="options">
    /// The ladder, the runs per example, and the seed; the ladder of Salakhutdinov &amp; Murray with 1 run per example if null.
    /// </param>
    /// <param name="progress">Receives the fraction of the work that is done, 0 to 1.</param>
    /// <param name="cancel">Cancels between two steps.</param>
    /// <exception cref="ArgumentException">The examples do not match the machine, or have gray values although the visible units are Bernoulli.</exception>
    /// <exception cref="InvalidOperationException">Hidden layers are coupled, so F has no closed form.</exception>
    public static RaiseBound Of(
        BoltzmannMachine machine,
        BaseRateModel baseRate,
        MachineData data,
        RaiseOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(baseRate);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new RaiseOptions();
        options.Validate();
        PreciseFreeEnergy freeEnergy = new(machine);
        double logPartitionOfBase = baseRate.LogPartition(machine);
        MeanOfExamples mean = new();
        int block = 0, done = 0;
        foreach (MachineState examples in data.Blocks(machine))
        {
            data.RequireStates(machine, examples);
            double[] weights = LogWeights(
                machine, baseRate, examples, options, block++, share => progress?.Report((done + (share * examples.Rows)) / data.Count), cancel);
            double[] energies = freeEnergy.Of(examples);
            for (int i = 0; i < energies.Length; i++)
                mean.Add(LogSumExp.MeanOf(weights.AsSpan(i * options.Runs, options.Runs)) - energies[i] - logPartitionOfBase);
            done += examples.Rows;
        }

        return new RaiseBound
        {
            LogLikelihood = mean.Mean,
            StandardError = mean.StandardError,
            Count = data.Count,
            Runs = options.Runs,
            Ladder = options.Ladder.Name
        };
    }

    /// <summary>Σ_k log f_{k−1}(x_{k−1}) − log f_k(x_{k−1}) of each run. The runs of an example are adjacent.</summary>
    private static double[] LogWeights(
        BoltzmannMachine machine,
        BaseRateModel baseRate,
        MachineState examples,
        RaiseOptions options,
        int block,
        Action<double> report,
        CancellationToken cancel)
    {
        IReadOnlyList<double> rungs = options.Ladder.Rungs;
        AnnealedChains chains = new(machine, baseRate, examples.Rows * options.Runs);
        chains.StartFrom(examples, [.. Enumerable.Range(0, examples.Rows * options.Runs).Select(run => run / options.Runs)]);
        chains.Receive();
        for (int k = rungs.Count - 1; k > 0; k--)
        {
            cancel.ThrowIfCancellationRequested();
            chains.Move(rungs[k], RandomStream.For(options.Seed, Purpose.Annealing, ((long)block * rungs.Count) + k).At(1));
            chains.Receive();
            chains.Weigh(rungs[k - 1], rungs[k]);
            report((double)(rungs.Count - k) / options.Ladder.Steps);
        }

        return [.. chains.LogWeights.Select(weight => -weight)];
    }
}
