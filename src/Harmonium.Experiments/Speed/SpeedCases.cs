using Harmonium.Data;
using Harmonium.Evaluation.Annealing;
using Harmonium.Learning.EnergyModels;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Speed;

/// <summary>The cases of the speed benchmark.</summary>
internal sealed class SpeedCases(Dataset data)
{
    private const int Visible = 784;
    private const int Hidden = 500;

    internal IReadOnlyList<SpeedCase> All =>
    [
        Product(100, Visible, Hidden),
        Product(512, Visible, Hidden),
        Product(2048, 2048, 2048),
        new SpeedCase("sample-100x500", "50,000 Bernoulli samples from their probabilities", Sampling),
        Epoch("cd1-784x500-b10", "CD-1 epoch of 60,000 examples, batch 10", 10, new() { Method = "cd" }),
        Epoch("cd1-784x500-b100", "CD-1 epoch of 60,000 examples, batch 100", 100, new() { Method = "cd" }),
        Epoch("cd1-784x500-b500", "CD-1 epoch of 60,000 examples, batch 500", 500, new() { Method = "cd" }),
        Epoch("pcd1-784x500-b100", "PCD-1 epoch of 60,000 examples, batch 100, 100 chains", 100, new() { Method = "pcd" }),
        Tempered(
            "pt10-784x500", "PCD-1 epoch of 60,000 examples, batch 100, with 100 chains at each of 10 temperatures and swaps",
            new() { Method = "pt", Temperatures = 10 }),
        Tempered("pcd10x-784x500", "PCD-1 epoch of 60,000 examples, batch 100, with 1,000 chains and no swaps", new() { Method = "pcd", Chains = 1000 }),
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

    /// <summary>A batch of 100 and 1,000 chains. The products are one positive phase, 20 for the negative phase, and 2 for the update.</summary>
    private SpeedCase Tempered(string name, string description, EnergySettings energy) => Epoch(name, description, 100, energy, products: 1 + 20 + 2);

    private SpeedCase Epoch(string name, string description, int batch, EnergySettings energy, int products = 5) => new(name, description, device =>
    {
        const int Examples = 60_000;
        // Units have the activity of a trained RBM, instead of one half as at the start.
        Training training = AfterAnEpoch(device, batch, energy with { Offsets = OffsetKind.None });
        return SpeedWork.Learning(products * 2.0 * Visible * Hidden * Examples, training.Stages[0].Begin().Learner, Examples / batch);
    });

    private Training AfterAnEpoch(CpuDevice device, int batch, EnergySettings energy)
    {
        RbmSettings settings = new()
        {
            Hidden = Hidden,
            Schedule = new() { Epochs = 1, Batch = batch },
            Optimizer = new() { LearningRate = 0.05, LearningRateSchedule = LearningRateSchedule.Constant },
            Energy = energy,
        };
        RbmKind kind = ModelKinds.BuiltIn.Get<RbmKind>();
        Training training = kind.Prepare(kind.Effective(settings), TrainingData.Of(new DataSplits(data, null, null)), device);
        training.Run([]);
        return training;
    }

    private SpeedWork Annealing(CpuDevice device)
    {
        RestrictedBoltzmannMachine rbm = ((RbmModel)AfterAnEpoch(device, 100, new()).Model).Rbm;
        const int Steps = 100;
        AnnealingOptions options = new() { Ladder = AnnealingLadder.Linear(Steps), Runs = 100 };
        return new SpeedWork(Steps * 2 * 2.0 * options.Runs * Visible * Hidden, () =>
            new AnnealedImportanceSampling(rbm.Machine, BaseRateModel.Uncoupled, options).Forward());
    }
}
