using Harmonium.Evaluation.Exact;
using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Evaluation.Annealing;

/// <summary>
/// Estimates log Z from below by annealed importance sampling (Neal 2001) from a base-rate model (Salakhutdinov &amp; Murray 2008), and from above by
/// the same in reverse (Burda, Grosse, Salakhutdinov 2015). All runs of a direction are rows of one batch. Works for any kind of units, in any
/// machine with two sides of layers that are coupled only with each other.
/// </summary>
public sealed class AnnealedImportanceSampling
{
    private readonly BoltzmannMachine _machine;
    private readonly BaseRateModel _base;
    private readonly AnnealingOptions _options;
    private readonly MachineData? _data;
    private MachineState? _particles;
    private double[]? _weights;

    /// <summary>Creates an annealing of a machine.</summary>
    /// <param name="machine">The machine to estimate log Z of.</param>
    /// <param name="baseRate">The base model from which annealing starts. A base model fitted to the data needs fewer steps.</param>
    /// <param name="options">The ladder, runs and seed; defaults if null.</param>
    /// <param name="data">Examples, from which the second reverse runs of <see cref="Estimate(IProgress{double}, CancellationToken)"/> start too.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public AnnealedImportanceSampling(BoltzmannMachine machine, BaseRateModel baseRate, AnnealingOptions? options = null, MachineData? data = null)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(baseRate);
        _machine = machine;
        _base = baseRate;
        _options = options ?? new AnnealingOptions();
        _options.Validate();
        _data = data;
    }

    // The forward runs use the random numbers of step k at rung k. Those of the reverse runs follow.
    private int FirstReverseStep => _options.Ladder.Rungs.Count;

    /// <summary>
    /// Runs both directions and returns the interval between them. Unless the reverse runs start from exact samples, half as many second reverse runs
    /// start from states that the forward runs may have missed: examples, mirrored, random and tempered states.
    /// </summary>
    /// <param name="progress">Receives the fraction of the work that is done, 0 to 1.</param>
    /// <param name="cancel">Cancels between two steps.</param>
    public LogPartitionEstimate Estimate(IProgress<double>? progress = null, CancellationToken cancel = default) =>
        Estimate(ExactStarts(cancel), progress, cancel);

    /// <summary>Estimates log Z with reverse runs from exact samples, or from particles and other starts if there are none.</summary>
    internal LogPartitionEstimate Estimate(MachineState? exact, IProgress<double>? progress, CancellationToken cancel)
    {
        AnnealingResult forward = Forward(Part(progress, 0), cancel);
        if (exact is not null)
        {
            LogPartitionEstimate fromExact = LogPartitionEstimate.FromAnnealing(forward, ReverseFrom(exact, Part(progress, 0.5), cancel), _options);
            return fromExact with { Tested = $"reverse runs from {_options.Runs} exact samples of the model" };
        }

        int count = (_options.Runs + 1) / 2;
        (MachineState starts, string families) = OtherStarts.FarFrom(_machine, _data, _particles!, count, _options.Seed, cancel);
        double[] weights = RunBack(null, starts, Part(progress, 0.5), cancel);
        AnnealingResult reverse = Result(AnnealingStart.Annealed, weights[.._options.Runs]), others = Result(AnnealingStart.Other, weights[_options.Runs..]);
        string tested = $"reverse runs from {_options.Runs} particles of the forward runs and from {count} other states far from them ({families})";
        return LogPartitionEstimate.FromAnnealing(forward, reverse, _options, others) with { Tested = tested };

        static IProgress<double>? Part(IProgress<double>? whole, double start) => whole is null ? null : new HalfOfProgress(whole, start);
    }

    /// <summary>Runs from samples of the base to the machine: E[log Ẑ] ≤ log Z.</summary>
    /// <param name="progress">Receives the fraction of the work that is done, 0 to 1.</param>
    /// <param name="cancel">Cancels between two steps.</param>
    public AnnealingResult Forward(IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        IReadOnlyList<double> rungs = _options.Ladder.Rungs;
        AnnealedChains chains = new(_machine, _base, _options.Runs);
        chains.DrawFromBase(Numbers(0));
        for (int k = 1; k < rungs.Count; k++)
        {
            cancel.ThrowIfCancellationRequested();
            chains.Receive();
            chains.Weigh(rungs[k - 1], rungs[k]);
            chains.Move(rungs[k], Numbers(k));
            progress?.Report((double)k / _options.Ladder.Steps);
        }

        _particles = chains.State;
        _weights = chains.LogWeights;
        return Result(AnnealingStart.Base, chains.LogWeights);
    }

    /// <summary>
    /// Runs from samples of the machine back to the base: E[log Ẑ] ≥ log Z. If a side of the machine can be enumerated, the starts are exact samples.
    /// Otherwise they are the particles of the forward runs, which run first if needed. <see cref="AnnealingResult.Start"/> tells which.
    /// </summary>
    /// <param name="progress">Receives the fraction of the work that is done, 0 to 1.</param>
    /// <param name="cancel">Cancels between two steps.</param>
    public AnnealingResult Reverse(IProgress<double>? progress = null, CancellationToken cancel = default) =>
        ReverseFrom(ExactStarts(cancel), progress, cancel);

    /// <summary>Runs back to the base from the given samples of the machine, or from particles of the forward runs if there are none.</summary>
    internal AnnealingResult ReverseFrom(MachineState? exact, IProgress<double>? progress, CancellationToken cancel) =>
        Result(exact is null ? AnnealingStart.Annealed : AnnealingStart.Exact, RunBack(exact, null, progress, cancel));

    /// <summary>Independent samples of the machine by enumeration; null if no side can be enumerated.</summary>
    private MachineState? ExactStarts(CancellationToken cancel) => ExactPartition.IsPossible(_machine)
        ? ExactPartition.Of(_machine, cancel: cancel).Sample(_options.Runs, Numbers(FirstReverseStep))
        : null;

    private AnnealingResult Result(AnnealingStart start, double[] logWeights) => new(start, _options.Ladder, _base.LogPartition(_machine), logWeights);

    /// <summary>Returns log w of reverse runs: first those from exact samples, or from particles if there are none, then those from other states.</summary>
    private double[] RunBack(MachineState? exact, MachineState? others, IProgress<double>? progress, CancellationToken cancel)
    {
        IReadOnlyList<double> rungs = _options.Ladder.Rungs;
        AnnealedChains chains = new(_machine, _base, _options.Runs + (others?.Rows ?? 0));
        if (exact is not null)
            chains.StartFrom(exact, [.. Enumerable.Range(0, _options.Runs)]);
        else
            StartFromParticles(chains, others, cancel);
        for (int k = rungs.Count - 1; k > 0; k--)
        {
            cancel.ThrowIfCancellationRequested();
            chains.Receive();
            chains.Weigh(rungs[k - 1], rungs[k]);
            if (k > 1)
                chains.Move(rungs[k - 1], Numbers(FirstReverseStep + k));
            progress?.Report((double)(rungs.Count - k) / _options.Ladder.Steps);
        }

        return chains.LogWeights;
    }

    private void StartFromParticles(AnnealedChains chains, MachineState? others, CancellationToken cancel)
    {
        if (_particles is null)
            Forward(cancel: cancel);
        chains.StartFrom(_particles!, Resample(_weights!, Numbers(FirstReverseStep)));
        if (others is not null)
            chains.StartAlsoFrom(others);
        for (int sweep = 0; sweep < _options.SweepsBeforeReverse; sweep++)
        {
            cancel.ThrowIfCancellationRequested();
            chains.Receive();
            chains.Move(1, Numbers(FirstReverseStep + _options.Ladder.Rungs.Count + sweep));
        }
    }

    /// <summary>Systematic resampling: one uniform number places n equally spaced points over the cumulative weights.</summary>
    private static int[] Resample(double[] logWeights, RandomStream random)
    {
        int n = logWeights.Length;
        double logSum = LogSumExp.Of(logWeights);
        double offset = (random.Block(0, 0).A + 0.5) / (1UL << 32);
        int[] rows = new int[n];
        double passed = 0;
        for (int i = 0, next = 0; i < n; i++)
        {
            passed += Math.Exp(logWeights[i] - logSum) * n;
            while (next < n && (next + offset < passed || i == n - 1))
                rows[next++] = i;
        }

        return rows;
    }

    private RandomStream Numbers(int step) => RandomStream.For(_options.Seed, Purpose.Annealing, step);

    private sealed class HalfOfProgress(IProgress<double> whole, double start) : IProgress<double>
    {
        public void Report(double value) => whole.Report(start + (value / 2));
    }
}
