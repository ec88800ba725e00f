using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Experiments.Speed;

/// <summary>Speed cases of CD-1 epochs for RBMs with visible units other than Bernoulli, on synthetic data.</summary>
internal static class UnitSpeedCases
{
    private const int Epoch = 60_000;
    private const int Batch = 100;
    private const int Hidden = 500;
    private const int Made = 5000;

    internal static IReadOnlyList<SpeedCase> All { get; } =
    [
        Training("gaussian", 784, "Gaussian and 500 Bernoulli units", (device, count) => new Gaussian(Tensor.Zeros(device, count)), Normal),
        Training("spin", 784, "spins and 500 spins", (device, count) => new Spin(Tensor.Zeros(device, count)), Signs, spins: true),
        Training("categorical", 2000, "units in one-hot blocks of 20 and 500 Bernoulli units", (device, count) =>
            new Categorical(Tensor.Zeros(device, count), 20), OneHot),
        Training("multinomial", 2000, "words, 100 per document, and 500 Bernoulli units", (device, count) =>
            new ReplicatedSoftmax(Tensor.Zeros(device, count), 100), Documents),
    ];

    private static SpeedCase Training(string kind, int visible, string units, Func<Device, int, LayerUnits> create, Func<int, Dataset> make,
        bool spins = false) => new(
        $"{kind}-cd1-{visible}x{Hidden}-b{Batch}",
        $"CD-1 epoch of 60,000 examples, batch {Batch}: {visible} {units}",
        device =>
        {
            Dataset data = make(visible);
            Tensor bias = Tensor.Zeros(device, Hidden);
            RestrictedBoltzmannMachine rbm = new(create(device, visible), spins ? new Spin(bias) : new Bernoulli(bias), Tensor.Zeros(device, visible, Hidden));
            new RbmInitialization().Apply(rbm, data, 1);
            EnergyLearningOptions options = new() { LearningRate = 0.001, Offsets = OffsetKind.None };
            EnergyLearner learner = new(
                new ContrastiveDivergence(rbm.Machine), new MomentumOptimizer(), new ExampleSource(data, Batch, 1, Binarization.None, device), options, 1);
            return SpeedWork.Learning(5 * 2.0 * visible * Hidden * Epoch, learner, Epoch / Batch);
        });

    private static Dataset Normal(int columns)
    {
        Tensor values = Tensor.Zeros(Made, columns);
        RandomStream.For(1, Purpose.General).FillNormal(values);
        return Of(values);
    }

    private static Dataset Signs(int columns)
    {
        Tensor values = Tensor.Zeros(Made, columns);
        RandomStream.For(1, Purpose.General).FillUniform(values, -1, 1);
        foreach (ref float x in values.AsSpan())
            x = x < 0 ? -1 : 1;
        return Of(values);
    }

    private static Dataset OneHot(int columns)
    {
        const int Block = 20;
        int blocks = columns / Block;
        int[] starts = [.. Enumerable.Range(0, Made + 1).Select(row => row * blocks)], ones = new int[Made * blocks];
        RandomStream random = RandomStream.For(1, Purpose.General);
        for (int i = 0; i < ones.Length; i++)
            ones[i] = (i % blocks * Block) + random.UniformInteger(Block, i / blocks, i % blocks);
        return new Dataset("one-hot", new SparseExamples(starts, ones, null, columns), ItemShape.Vector(columns));
    }

    private static Dataset Documents(int columns)
    {
        const int Words = 100;
        List<int> starts = [0], words = [];
        List<ushort> counts = [];
        RandomStream random = RandomStream.For(1, Purpose.General);
        for (int document = 0; document < Made; document++)
        {
            // Word frequencies follow Zipf's law: the frequency of rank r is proportional to 1 / r.
            SortedDictionary<int, ushort> found = [];
            for (int i = 0; i < Words; i++)
            {
                int word = (int)Math.Pow(columns + 1.0, random.Uniform(document, i)) - 1;
                found[word] = (ushort)(found.GetValueOrDefault(word) + 1);
            }

            words.AddRange(found.Keys);
            counts.AddRange(found.Values);
            starts.Add(words.Count);
        }

        return new Dataset("documents", new SparseExamples([.. starts], [.. words], [.. counts], columns), ItemShape.Vector(columns));
    }

    private static Dataset Of(Tensor values) => new("made", new FloatExamples(values), ItemShape.Vector(values.Columns));
}
