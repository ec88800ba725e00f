using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// Stochastic maximum likelihood with chains that swap with frozen models of the same run (Béreux, Decelle, Seoane 2025).
/// Wraps <see cref="TrajectoryTempering"/> as an estimator, which also estimates log Z during the run.
/// </summary>
public sealed class TrajectoryTemperingGradient : GradientEstimator
{
    private readonly int _sweeps;

    /// <summary>Creates an estimator for a model. Chains start from independent units.</summary>
    /// <param name="machine">The model.</param>
    /// <param name="seed">The seed of the initial chains.</param>
    /// <param name="chains">The number of chains per model of the trajectory, at least 1.</param>
    /// <param name="sweeps">The number of Gibbs sweeps per step of each model, at least 1.</param>
    /// <param name="options">When models are frozen; defaults if null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public TrajectoryTemperingGradient(BoltzmannMachine machine, ulong seed, int chains = 100, int sweeps = 1, TrajectoryOptions? options = null)
        : base(machine)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sweeps, 1);
        _sweeps = sweeps;
        Trajectory = new TrajectoryTempering(machine, chains, options);
        Trajectory.SampleIndependently(RandomStream.For(seed, Purpose.Chains));
    }

    /// <summary>The chains of the current model and of the frozen ones.</summary>
    public TrajectoryTempering Trajectory { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> State => Trajectory.Save();

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics =>
    [
        new Metric("frozenMachines", _ => Trajectory.Frozen),
        new Metric("leastSwapRate", _ => Trajectory.SwapRates.Min()),
        new Metric("logPartition", _ => Trajectory.LogPartition().LogRatio),
    ];

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, Tensor> state) => Trajectory.Restore(name => SavedState.Find(state, name));

    /// <inheritdoc/>
    internal override Statistics Estimate(MachineState data, Tensor? weights, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(data);
        (Phase positive, _) = DataPhase(data, weights, draw: false, random);
        Trajectory.FreezeIfFar();
        Trajectory.Sweep(_sweeps, random);
        return new Statistics(positive, ModelPhase(Trajectory.Live, null));
    }
}
