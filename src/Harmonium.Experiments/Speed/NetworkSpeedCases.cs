using Harmonium.Data;
using Harmonium.Data.Text;
using Harmonium.Learning.Optimizers;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Networks.Losses;
using Harmonium.Networks.Recurrent;
using Harmonium.Numerics;
using Harmonium.Numerics.Functions;

namespace Harmonium.Experiments.Speed;

/// <summary>Speed cases of networks: epochs of 60,000 images, and updates on text.</summary>
internal sealed class NetworkSpeedCases(Dataset data)
{
    private const int Epoch = 60_000;
    private const int Classes = 10;

    internal IReadOnlyList<SpeedCase> All =>
    [
        Images("mlp-784-500-500-2000-10-b100", "epoch of 60,000 examples through 784-500-500-2000-10, batch 100", () =>
            MultilayerPerceptron.Layers([500, 500, 2000], Classes, Activation.Logistic)),
        Images("lenet5-b100", "epoch of 60,000 images through LeNet-5, batch 100", () => LeNetLayers.Classic(Classes)),
        new SpeedCase("lstm-256-b50-t64-100-updates", "100 updates of an LSTM of 256 units, 50 pieces of text by 64 characters", Text),
    ];

    private SpeedCase Images(string name, string description, Func<IReadOnlyList<NetworkLayer>> layers) => new(name, description, device =>
    {
        const int Batch = 100;
        Dataset labeled = data.Labels is null
            ? new Dataset(data.Name, data.Examples, data.Shape) { Labels = [.. Enumerable.Range(0, data.Count).Select(i => i % Classes)] } : data;
        FeedForwardNetwork network = new(labeled.Shape, layers(), device);
        network.Initialize(new WeightInitialization(InitializationKind.Xavier), 1);
        NetworkLearner learner = new(
            network, new CrossEntropyLoss(), new MomentumOptimizer(), new NetworkExamples(labeled, Batch, 1, device),
                new NetworkLearningOptions { LearningRate = 0.01 }, 1);
        return SpeedWork.Learning(OperationsOf(network) * Epoch, learner, Epoch / Batch);
    });

    /// <summary>
    /// Returns the multiplications and additions of the products of one example: the forward pass, the gradient of the weights, and the gradient of the inputs
    /// of all layers but the first.
    /// </summary>
    private static double OperationsOf(FeedForwardNetwork network)
    {
        double operations = 0;
        bool first = true;
        for (int i = 0; i < network.Layers.Count; i++)
        {
            if (network.Layers[i] is not (DenseLayer or ConvolutionLayer))
                continue;
            int places = network.Layers[i] is ConvolutionLayer ? network.ShapeAfter(i).Height * network.ShapeAfter(i).Width : 1;
            operations += 2.0 * network.TensorsOf(i)[0].Count * places * (first ? 2 : 3);
            first = false;
        }

        return operations;
    }

    private static SpeedWork Text(CpuDevice device)
    {
        const int Units = 256, Batch = 50, Window = 64, Updates = 100, Characters = 65;
        char[] letters = new char[Batch * Window * 20];
        for (int i = 0; i < letters.Length; i++)
            letters[i] = (char)(' ' + (i * 7919L * (1 + (i / 131)) % Characters));
        CharacterText text = CharacterText.From("letters", new string(letters));
        RecurrentNetwork network = new(text.Alphabet, [new LstmLayer(Units)], device);
        network.Initialize(new WeightInitialization(InitializationKind.Xavier), 1);
        TextLearner learner = new(network, new AdamOptimizer(), new TextStreams(text, Batch, Window),
            new NetworkLearningOptions { LearningRate = 0.002, GradientNorm = 5 }, 1);
        // Recurrent and output weights: one forward and two backward products. Characters are looked up, not multiplied.
        double operations = 3 * 2.0 * Units * ((4 * Units) + text.Alphabet.Count) * Batch * Window * Updates;
        return SpeedWork.Learning(operations, learner, Updates);
    }
}
