using Harmonium.Data;
using Harmonium.Data.Sources;
using Harmonium.Evaluation.Annealing;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Trials;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs.Models;

namespace Harmonium.Experiments.Speed;

/// <summary>The pieces of work that are timed.</summary>
internal sealed class SpeedCases(Dataset data)
{
    private const int Visible = 784;
    private const int Hidden = 500;

    internal IReadOnlyList<SpeedCase> All =>
    [
        Product(100, Visible, Hidden),
        Product(512, Visible, Hidden),
        Product(2048, 2048, 2048),
        new SpeedCase("sample-100x500", "50,000 Bernoulli numbers from their probabilities", Sampling),
        Training("cd1-784x500-b10", "CD-1 epoch of 60,000 examples, batch 10", 10, rbm => new ContrastiveDivergence(rbm.Machine)),
        Training("cd1-784x500-b100", "CD-1 epoch of 60,000 examples, batch 100", 100, rbm => new ContrastiveDivergence(rbm.Machine)),
        Training("cd1-784x500-b500", "CD-1 epoch of 60,000 examples, batch 500", 500, rbm => new ContrastiveDivergence(rbm.Machine)),
        Training("pcd1-784x500-b100", "PCD-1 epoch of 60,000 examples, batch 100, 100 chains", 100, rbm => new PersistentContrastiveDivergence(rbm.Machine, 1)),
        Tempered("pt10-784x500", "PCD-1 epoch of 60,000 examples, batch 100, with 100 chains at each of 10 temperatures that swap", rbm => new ParallelTemperingGradient(rbm.Machine, 1)),
        Tempered("pcd10x-784x500", "the same with 1,000 chains that do not", rbm => new PersistentContrastiveDivergence(rbm.Machine, 1, chains: 1000)),
        new SpeedCase("ais-500", "100 annealing steps of 100 runs, 784 by 500", Annealing),
        .. UnitSpeedCases.All,
        .. new NetworkSpeedCases(data).All,
    ];

    private static SpeedCase Product(int m, int k, int n) => new($"gemm-{m}x{k}x{n}", $"dense product of [{m}, {k}] with [{k}, {n}]", device =>
    {
        Tensor a = Tensor.Zeros(device, m, k), b = Tensor.Zeros(device, k, n), c = Tensor.Zeros(device, m, n);
        RandomStream random = RandomStream.For(1, Purpose.General);
        random.FillUniform(a);
        random.At(1).FillUniform(b);
        return new SpeedWork(2.0 * m * k * n, () => a.Multiply(b, into: c));
    });

    private static SpeedWork Sampling(CpuDevice device)
    {
        Tensor probabilities = Tensor.Zeros(device, 100, Hidden);
        RandomStream random = RandomStream.For(1, Purpose.General);
        random.FillUniform(probabilities);
        States states = States.Binary(device, 100, Hidden);
        int step = 0;
        return new SpeedWork(0, () => probabilities.SampleBernoulli(random.At(1 + (step++ & 0xFFFF)), states));
    }

    /// <summary>A batch of 100 beside 1,000 chains: a positive phase, twenty times the product of a negative half-sweep, and the update.</summary>
    private SpeedCase Tempered(string name, string description, Func<Rbm, GradientEstimator> estimator) => Training(name, description, 100, estimator, products: 1 + 20 + 2);

    private SpeedCase Training(string name, string description, int batch, Func<Rbm, GradientEstimator> estimator, int products = 5) => new(name, description, device =>
    {
        const int Epoch = 60_000;
        // Units are as active as they are after an epoch of learning, not half of the time as at the start.
        RbmTrial trial = new()
        {
            Hidden = Hidden,
            Epochs = 1,
            Batch = batch,
            Learning = new EnergyLearningOptions { LearningRate = 0.05, Offsets = OffsetKind.None },
            Estimator = (rbm, _) => estimator(rbm),
        };
        ExperimentContext context = new() { Device = device, Data = new DataLocations(null, ""), };
        Rbm rbm = trial.Train(data, context, name);
        EnergyLearner learner = new(
            estimator(rbm), new MomentumOptimiser(), new ExampleSource(data, batch, 1, trial.Binarisation, device), trial.Learning, 1);
        return SpeedWork.Learning(products * 2.0 * Visible * Hidden * Epoch, learner, Epoch / batch);
    });

    private SpeedWork Annealing(CpuDevice device)
    {
        ExperimentContext context = new() { Device = device, Data = new DataLocations(null, "") };
        RbmTrial trial = new() { Hidden = Hidden, Epochs = 1 };
        Rbm rbm = trial.Train(data, context, "ais-500");
        const int Steps = 100;
        AnnealingOptions options = new() { Ladder = AnnealingLadder.Linear(Steps), Runs = 100 };
        return new SpeedWork(Steps * 2 * 2.0 * options.Runs * Visible * Hidden, () => new AnnealedImportanceSampling(rbm.Machine, BaseRateModel.Uncoupled, options).Forward());
    }
}
