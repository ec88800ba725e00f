using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Data.Sources;
using Harmonium.Data.Text;
using Harmonium.Learning;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Networks.Losses;
using Harmonium.Networks.Recurrent;
using Harmonium.Numerics;
using Harmonium.Numerics.Functions;
using Harmonium.Units;

namespace Harmonium.Benchmarks;

/// <summary>Training steps as timed by `harmonium bench`, for calling a few at a time. MNIST is read from $HARMONIUM_DATA.</summary>
internal static class LearningSteps
{
    private const ulong Seed = 1;
    private const int Classes = 10;

    internal static IReadOnlyList<string> Names { get; } = ["cd1-784x500-b10", "cd1-784x500-b100", "mlp-784-500-500-2000-10-b100", "lenet5-b100",
        "lstm-256-b50-t64"];

    /// <summary>Prepares a case for a number of threads. The returned function runs a number of steps.</summary>
    internal static Action<int> Prepare(string name, int threads)
    {
        CpuDevice device = new(threads);
        return Steps(name switch
        {
            "cd1-784x500-b10" => Machine(device, 10),
            "cd1-784x500-b100" => Machine(device, 100),
            "lenet5-b100" => Images(device, LeNetLayers.Classic(Classes)),
            "lstm-256-b50-t64" => Text(device),
            _ => Images(device, MultilayerPerceptron.Layers([500, 500, 2000], Classes, Activation.Logistic)),
        });
    }

    private static Action<int> Steps(Learner learner)
    {
        long step = 0;
        return count =>
        {
            for (int i = 0; i < count; i++, step++)
                learner.Step(new TrainingTime(step, (double)step / learner.StepsPerEpoch, 1));
        };
    }

    private static Learner Machine(CpuDevice device, int batch)
    {
        Dataset data = Digits();
        RestrictedBoltzmannMachine rbm = new(new Bernoulli(Tensor.Zeros(device, data.Examples.Columns)), new Bernoulli(Tensor.Zeros(device, 500)),
            Tensor.Zeros(device, data.Examples.Columns, 500));
        new RbmInitialization().Apply(rbm, data, Seed);
        EnergyLearner learner = new(
            new ContrastiveDivergence(rbm.Machine), new MomentumOptimizer(), new ExampleSource(data, batch, Seed, Binarization.Sampled, device),
            new EnergyLearningOptions { LearningRate = 0.05, Offsets = OffsetKind.None }, Seed);
        // A short training run first, so that units are as active as in a trained model and not half of the time as at the start.
        new Trainer(learner, 1, [], []).Run();
        return learner;
    }

    private static Learner Images(CpuDevice device, IReadOnlyList<NetworkLayer> layers)
    {
        Dataset data = Digits();
        FeedForwardNetwork network = new(data.Shape, layers, device);
        network.Initialize(new WeightInitialization(InitializationKind.Xavier), Seed);
        return new NetworkLearner(
            network, new CrossEntropyLoss(), new MomentumOptimizer(), new NetworkExamples(data, 100, Seed, device),
                new NetworkLearningOptions { LearningRate = 0.01 }, Seed);
    }

    private static Learner Text(CpuDevice device)
    {
        char[] letters = [.. Enumerable.Range(0, 64_000).Select(i => (char)(' ' + (i * 7919L * (1 + (i / 131)) % 65)))];
        CharacterText text = CharacterText.From("letters", new string(letters));
        RecurrentNetwork network = new(text.Alphabet, [new LstmLayer(256)], device);
        network.Initialize(new WeightInitialization(InitializationKind.Xavier), Seed);
        return new TextLearner(network, new AdamOptimizer(), new TextStreams(text, 50, 64),
            new NetworkLearningOptions { LearningRate = 0.002, GradientNorm = 5 }, Seed);
    }

    private static Dataset Digits() =>
        DataSource.Open("mnist", DataLocations.From(Environment.GetEnvironmentVariable,
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)), DataLimits.Default, new DataOptions()).Train;
}
