using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation.Exact;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Learning.Penalties;
using Harmonium.Learning.Schedules;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Tests.Evaluation;

namespace Harmonium.Tests;

/// <summary>The saved state determines the rest of a training. Threads and observers have no influence.</summary>
public sealed class EnergyLearnerTests
{
    private const int Epochs = 4;
    private const int Examples = 26;
    private const int Batch = 8;
    private const int Steps = 4 * Epochs; // the last batch of an epoch has 2 examples

    private static readonly EnergyLearningOptions _plain = new() { LearningRate = 0.2, Offsets = OffsetKind.None };

    private static readonly Dictionary<string, (string Method, Func<Optimizer> Optimizer, EnergyLearningOptions Options)> _trainings = new()
    {
        ["cd"] = ("cd", () => new MomentumOptimizer(), _plain),
        ["cd, weights of examples"] = ("weighted", () => new MomentumOptimizer(), _plain with { Offsets = OffsetKind.Centered }),
        ["pcd"] = ("pcd", () => new MomentumOptimizer(), _plain),
        ["pcd, centered, momentum from nothing"] = ("pcd", () => new MomentumOptimizer(), new() { Momentum = new SwitchSchedule(0, 0.9, 1) }),
        ["pcd, enhanced, nesterov, decays"] = ("pcd", () => new MomentumOptimizer(nesterov: true),
            new() { Offsets = OffsetKind.Enhanced, Momentum = 0.5, L1 = 1e-3, L2 = 1e-2, MaximumNorm = 0.4 }),
        ["pcd, adam, sparsity"] = ("pcd", () =>
            new AdamOptimizer(), _plain with { LearningRate = new LinearSchedule(0.05, 0), Sparsity = new SparsityOptions() }),
        ["cd, everything"] = ("cd", () =>
            new MomentumOptimizer(), new() { Momentum = 0.9, Sparsity = new SparsityOptions { Kind = SparsityKind.KullbackLeibler }, AverageFrom = 0.2 }),
        ["fast weights"] = ("fpcd", () => new MomentumOptimizer(), new()),
        ["parallel tempering"] = ("pt", () => new MomentumOptimizer(), new()),
        ["trajectory tempering"] = ("ptt", () => new MomentumOptimizer(), new() { LearningRate = 2 }),
        ["naive mean field"] = ("naive", () => new MomentumOptimizer(), new()),
        ["mean field of second order, standardized"] = ("tap", () => new MomentumOptimizer(),
            new() { LearningRate = 0.005, Offsets = OffsetKind.Standardized }),
        ["pcd, standardized, guarded"] = ("pcd", () =>
            new MomentumOptimizer(), new() { LearningRate = 0.2, Momentum = 0.5, Offsets = OffsetKind.Standardized, LeastEffectiveShare = 0.7 }),
        ["exact, averaged"] = ("exact", () => new AdamOptimizer(), new() { LearningRate = 0.02, AverageFrom = 0.5 }),
    };

    public static TheoryData<string> EveryTraining => [.. _trainings.Keys];

    [Theory, MemberData(nameof(EveryTraining))]
    public void A_training_resumed_after_any_step_ends_with_the_same_bytes(string name)
    {
        EnergyLearner whole = Learner(name, seed: 1);
        List<Dictionary<string, Tensor>> saved = [];
        for (int step = 0; step < Steps; step++)
        {
            saved.Add(TinyTraining.Saved(whole));
            TinyTraining.Run(whole, step, step + 1, Epochs);
        }

        for (int cut = 0; cut < Steps; cut++)
        {
            // Other initial parameters: everything must come from the saved state.
            EnergyLearner resumed = Learner(name, seed: 77);
            resumed.Restore(saved[cut]);
            TinyTraining.Run(resumed, cut, Steps, Epochs);
            TinyTraining.AssertSame(whole.State, resumed.State);
        }
    }

    [Theory, MemberData(nameof(EveryTraining))]
    public void Restoring_a_state_twice_gives_the_same_result_twice(string name)
    {
        EnergyLearner learner = Learner(name, seed: 1);
        TinyTraining.Run(learner, 0, 5, Epochs);
        Dictionary<string, Tensor> saved = TinyTraining.Saved(learner);
        TinyTraining.Run(learner, 5, Steps, Epochs);
        Dictionary<string, Tensor> once = TinyTraining.Saved(learner);

        for (int i = 0; i < 2; i++)
        {
            learner.Restore(saved);
            TinyTraining.Run(learner, 5, Steps, Epochs);
            TinyTraining.AssertSame(once, learner.State);
        }
    }

    [Theory, MemberData(nameof(EveryTraining))]
    public void A_state_that_lacks_a_tensor_is_refused_with_its_name(string name)
    {
        EnergyLearner learner = Learner(name, seed: 1);
        TinyTraining.Run(learner, 0, 2, Epochs);
        foreach (string missing in learner.State.Keys.Where(key => !key.StartsWith("velocity.") && !key.StartsWith("adam.")))
        {
            Dictionary<string, Tensor> state = TinyTraining.Saved(learner);
            state.Remove(missing);
            Assert.Contains($"'{missing}'", Assert.Throws<ArgumentException>(() => learner.Restore(state)).Message);
        }
    }

    [Fact]
    public void Chains_of_another_number_are_refused()
    {
        EnergyLearner learner = Learner("pcd", seed: 1);
        Dictionary<string, Tensor> state = TinyTraining.Saved(learner);
        state["chains.hidden"] = Tensor.Zeros(7, 5);

        Assert.Contains("[7, 5]", Assert.Throws<ArgumentException>(() => learner.Restore(state)).Message);
    }

    [Theory, MemberData(nameof(EveryTraining))]
    public void The_bytes_are_the_same_for_any_number_of_threads(string name)
    {
        EnergyLearner one = Learner(name, seed: 1, new CpuDevice(1), visible: 75, hidden: 12);
        TinyTraining.Run(one, 0, Steps, Epochs);
        foreach (int threads in (int[])[2, 3])
        {
            EnergyLearner many = Learner(name, seed: 1, new CpuDevice(threads), visible: 75, hidden: 12);
            TinyTraining.Run(many, 0, Steps, Epochs);
            TinyTraining.AssertSame(one.State, many.State);
        }
    }

    [Theory, MemberData(nameof(EveryTraining))]
    public void Observers_change_nothing(string name)
    {
        EnergyLearner alone = Learner(name, seed: 1), watched = Learner(name, seed: 1);

        new Trainer(alone, Epochs, []).Run(cancel: TestContext.Current.CancellationToken);
        new Trainer(watched, Epochs, [new Metric("energy", _ =>
            watched.Machine.FreeEnergy(new MachineState { [watched.Machine.Layers[0]] = States.From(Tensor.Zeros(3, 6)) })[0])], new Curious(),
            new DivergenceGuard())
            .Run(cancel: TestContext.Current.CancellationToken);

        TinyTraining.AssertSame(alone.State, watched.State);
    }

    [Theory, MemberData(nameof(EveryTraining))]
    public void Every_training_makes_the_data_likelier(string name)
    {
        EnergyLearner learner = Learner(name, seed: 1);
        Tensor examples = TinyTraining.Uneven(Examples, 6, seed: 4);
        double before = MeanLogLikelihood(learner, examples);

        for (int i = 0; i < 10; i++)
            TinyTraining.Run(learner, 0, Steps, Epochs);

        Assert.True(MeanLogLikelihood(learner, examples) > before + 0.1, $"{MeanLogLikelihood(learner, examples)} nats after {before}");
    }

    [Fact]
    public void Another_seed_makes_another_training()
    {
        EnergyLearner one = Learner("cd", seed: 1), other = Learner("cd", seed: 1, gibbsSeed: 2);
        TinyTraining.Run(one, 0, 2, Epochs);
        TinyTraining.Run(other, 0, 2, Epochs);

        Assert.False(one.State["couplings.0.weights"].Contiguous().AsSpan().SequenceEqual(other.State["couplings.0.weights"].Contiguous().AsSpan()));
    }

    private static double MeanLogLikelihood(EnergyLearner learner, Tensor examples) =>
        -learner.Machine.FreeEnergy(new MachineState { [learner.Machine.Layers[0]] = States.From(examples) })
            .Average() - ExactPartition.Of(learner.Machine).LogPartition;

    private static EnergyLearner Learner(string name, ulong seed, Device? device = null, int visible = 6, int hidden = 5, ulong gibbsSeed = 1)
    {
        (string method, Func<Optimizer> optimizer, EnergyLearningOptions options) = _trainings[name];
        device ??= Device.Default;
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(visible, hidden, 0.3, seed, device);
        GradientEstimator estimator = method switch
        {
            "pcd" => new PersistentContrastiveDivergence(rbm.Machine, seed, chains: 10, sweeps: 2),
            "fpcd" => new FastPersistentContrastiveDivergence(rbm.Machine, seed, chains: 10, sweeps: 2),
            "pt" => new ParallelTemperingGradient(rbm.Machine, seed, chains: 5, sweeps: 2, new TemperingOptions { Temperatures = 4, AdaptEvery = 3 }),
            "ptt" => new TrajectoryTemperingGradient(rbm.Machine, seed, chains: 5, sweeps: 2, new TrajectoryOptions { LeastSwapRate = 0.9, MostFrozen = 3 }),
            "naive" => new MeanFieldGradient(rbm.Machine, seed, new MeanFieldOptions { Order = MeanFieldOrder.Naive, Points = 5 }),
            "tap" => new MeanFieldGradient(rbm.Machine, seed, new MeanFieldOptions { Points = 5 }),
            "exact" => new ExactGradient(rbm),
            _ => new ContrastiveDivergence(rbm.Machine, sweeps: 2),
        };
        ExampleSource source = new(TinyTraining.Data(TinyTraining.Uneven(Examples, visible, seed: 4)), Batch, 1, Binarization.Sampled, device)
        {
            Weights = method == "weighted" ? [.. Enumerable.Range(1, Examples).Select(i => (float)i)] : null,
        };
        return new EnergyLearner(estimator, optimizer(), source, options, gibbsSeed);
    }

    /// <summary>Reads everything an observer can read and draws its own random numbers.</summary>
    private sealed class Curious : TrainingObserver
    {
        public override void AfterStep(TrainingStep step)
        {
            EnergyLearner learner = (EnergyLearner)step.Learner;
            double sum = learner.State.Values.Sum(tensor => tensor.SumOfSquares());
            GibbsChains chains = new(learner.Machine, 3);
            chains.SampleIndependently(learner.Machine.Layers, RandomStream.For(9, Purpose.Sampling));
            chains.Sweep(2, RandomStream.For(9, Purpose.Sampling));
            Assert.True(double.IsFinite(sum));
        }
    }
}
