using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Evaluation.Annealing;

/// <summary>
/// A conservative log-likelihood by reverse annealing from the examples themselves (RAISE; Burda, Grosse, Salakhutdinov 2015). The model
/// that is judged is the annealing process itself: draw from the base, pass through p_β up to the machine, and take what stands there as
/// the sample. Run back from an example v, x_K = v, x_{k−1} ~ T_k(· | x_k), the weight f_K(v) / Z₀ · Π_k f_{k−1}(x_{k−1}) / f_k(x_{k−1}) is an
/// unbiased estimate of v's probability under that process, so that its logarithm is in expectation below it, by Jensen. That process
/// approaches the machine with many intermediate temperatures, and on examples that are distributed as the machine it is in expectation
/// below it, since the Kullback–Leibler divergence is not negative: where annealed importance sampling flatters, this errs on the side of
/// caution. Examples that the machine finds unlikely may be likelier under a short process. For an RBM of any pairing of units.
/// </summary>
public sealed record RaiseBound
{
    /// <summary>The mean over the examples of the logarithm of the mean weight of their runs, in nats an example.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>The standard error of that mean over the examples, in nats.</summary>
    public required double StandardError { get; init; }

    /// <summary>How many examples were judged.</summary>
    public required int Count { get; init; }

    /// <summary>How many runs each example had.</summary>
    public required int Runs { get; init; }

    /// <summary>The name of the ladder.</summary>
    public required string Ladder { get; init; }

    /// <summary>The bound on examples.</summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="baseRate">Where the process starts; fitted to the training data it needs fewer steps.</param>
    /// <param name="data">The examples; a few hundred, drawn at random, give a mean with an error of some tenths of a nat.</param>
    /// <param name="options">The ladder, the runs an example, and the seed; the ladder of Salakhutdinov &amp; Murray with 1 run an example when null.</param>
    /// <param name="progress">Receives the share of the work that is done, 0 to 1.</param>
    /// <param name="cancel">Stops between two steps.</param>
    /// <exception cref="ArgumentException">The examples do not fit the machine, or are gray where its visible units are Bernoulli.</exception>
    public static RaiseBound Of(
        RestrictedBoltzmannMachine rbm,
        BaseRateModel baseRate,
        VisibleData data,
        RaiseOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancel = default) =>
        Of(rbm?.Machine!, baseRate, data, options, progress, cancel);

    /// <summary>The bound on examples of a machine whose layers fall into two sides, the visible layers being one of them.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="baseRate">Where the process starts; fitted to the training data it needs fewer steps.</param>
    /// <param name="data">The examples; a few hundred, drawn at random, give a mean with an error of some tenths of a nat.</param>
    /// <param name="options">The ladder, the runs per example, and the seed; the ladder of Salakhutdinov &amp; Murray with 1 run per example when null.</param>
    /// <param name="progress">Receives the share of the work that is done, 0 to 1.</param>
    /// <param name="cancel">Stops between two steps.</param>
    /// <exception cref="ArgumentException">The examples do not fit the machine, or are gray where its visible units are Bernoulli.</exception>
    /// <exception cref="InvalidOperationException">Hidden layers are coupled: F has no closed form.</exception>
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

    /// <summary>Σ_k log f_{k−1}(x_{k−1}) − log f_k(x_{k−1}) of each run; the runs of an example stand together.</summary>
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
