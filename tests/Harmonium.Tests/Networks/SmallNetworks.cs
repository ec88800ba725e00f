using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Data.Text;
using Harmonium.Learning;
using Harmonium.Learning.Optimizers;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Networks.Losses;
using Harmonium.Networks.Recurrent;
using Harmonium.Numerics;
using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Tests.Networks;

/// <summary>Small networks and data for tests.</summary>
internal static class SmallNetworks
{
    internal static Dataset Images(int count, int side = 12)
    {
        byte[] pixels = new byte[count * side * side];
        int[] labels = new int[count];
        RandomStream random = RandomStream.For(4, Purpose.General);
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % 3;
            // A horizontal bar, a vertical bar, or a spot at a random position, with noise.
            int y = 2 + (int)(random.Uniform(i, 0) * (side - 5)), x = 2 + (int)(random.Uniform(i, 1) * (side - 5));
            for (int place = 0; place < side * side; place++)
            {
                (int row, int column) = (place / side, place % side);
                bool on = labels[i] switch { 0 => row == y, 1 => column == x, _ => Math.Abs(row - y) <= 1 && Math.Abs(column - x) <= 1 };
                pixels[(i * side * side) + place] = (byte)((on ? 200 : 0) + (50 * random.At(1).Uniform(i, place)));
            }
        }

        return new Dataset("bars", new ByteExamples(pixels, side * side), ItemShape.Image(side, side)) { Labels = labels };
    }

    internal static NetworkLearner Perceptron(Dataset data, params NetworkLayer[] layers) =>
        Learner(data, new AdamOptimizer(), new NetworkLearningOptions { LearningRate = 0.005, MaximumNorm = 3 }, null, layers);

    internal static NetworkLearner Learner(Dataset data, Optimizer optimizer, NetworkLearningOptions options, ImageDistortion? distortion,
        params NetworkLayer[] layers)
    {
        FeedForwardNetwork network = new(data.Shape, layers, Device.Default);
        network.Initialize(new WeightInitialization(InitializationKind.Xavier), 1);
        return new NetworkLearner(network, new CrossEntropyLoss(0.05), optimizer,
            new NetworkExamples(data, 25, 1, Device.Default) { Distortion = distortion }, options, 1);
    }

    internal static NetworkLayer[] LeNet =>
    [
        new ConvolutionLayer(4, 5, 2, Activation.Tanh), new PoolingLayer(2, Largest: false), new ConvolutionLayer(6, 3, 0, Activation.Tanh),
            new PoolingLayer(2, Largest: true),
        new DenseLayer(20, Activation.Tanh), new DenseLayer(3, Activation.Linear),
    ];

    internal static NetworkLayer[] Dropping =>
        [new DropoutLayer(0.2), new DenseLayer(30, Activation.Linear), new BatchNormalizationLayer(), new ActivationLayer(Activation.Rectifier),
            new DropoutLayer(0.5), new DenseLayer(3, Activation.Linear)];

    internal static TextLearner Text(RecurrentLayer layer, string text, double dropout = 0)
    {
        CharacterText characters = CharacterText.From("text", text);
        RecurrentNetwork network = new(characters.Alphabet, [layer, layer], Device.Default) { Dropout = dropout };
        network.Initialize(new WeightInitialization(InitializationKind.Xavier), 1);
        return new TextLearner(network, new AdamOptimizer(), new TextStreams(characters, 8, 12),
            new NetworkLearningOptions { LearningRate = 0.01, GradientNorm = 5 }, 1);
    }

    internal static void Train(Learner learner, long from, long to)
    {
        for (long step = from; step < to; step++)
            learner.Step(new TrainingTime(step, (double)step / learner.StepsPerEpoch, 10));
    }
}
