using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Machines;
using Harmonium.Machines.Enumeration;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Units;

namespace Harmonium.Experiments.Tests.Chapters;

/// <summary>The C# lines of the chapters, which <see cref="CodeTests"/> compares with the files that the report shows.</summary>
internal static class ChapterCode
{
    // neuron
    internal static void OfNeuron()
    {
        double[] x = [1, 0, 1], w = [1, 1, 1];
        double w0 = 2.5;
        int a = w.Zip(x, (weight, input) => weight * input).Sum() >= w0 ? 1 : 0;   // AND of three inputs
        for (int i = 0; i < w.Length; i++)
            w[i] += 0.01 * x[i] * a;                                               // Hebb: what fires together grows
    }

    // perceptron
    internal static void OfPerceptron()
    {
        (double[] X, int T)[] examples = [([0, 0, 1], 0), ([0, 1, 1], 1), ([1, 0, 1], 1), ([1, 1, 1], 1)];   // OR; the last input is 1
        double[] w = [0, 0, 0];
        for (int epoch = 0; epoch < 10; epoch++)
        {
            foreach ((double[] x, int t) in examples)
            {
                int y = w.Zip(x, (weight, input) => weight * input).Sum() >= 0 ? 1 : 0;
                w = [.. w.Zip(x, (weight, input) => weight + (t - y) * input)];
            }
        }
    }

    // approximator
    internal static void OfApproximator()
    {
        float[,] corners = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
        int[] answers = [0, 1, 1, 0];
        Mlp network = Mlp.Train(Datasets.From(corners, answers), new() { Hidden = "8", Activation = "tanh", Batch = 4, Epochs = 200, LearningRate = 0.05 });
        int[] found = network.Predict(corners);
    }

    // backprop
    internal static void OfBackprop()
    {
        DataSplits letters = Datasets.Letters();
        Mlp network = Mlp.Train(letters.Train, new() { Hidden = "100,100,100,100,100", Activation = "tanh", Epochs = 5 });
        int[] classes = network.Predict(letters.Test!);
    }

    // paralysis
    internal static void OfParalysis()
    {
        DataSplits letters = Datasets.Letters();
        Mlp random = Mlp.Train(letters.Train, new() { Hidden = "100,100,100,100,100", Activation = "logistic", Epochs = 8 });
        Stack pretrained = Stack.Train(letters.Train, new() { Hidden = "100,100,100,100,100", FineTune = true });
        int[] classes = pretrained.Predict(letters.Test!);
    }

    // physics
    internal static void OfPhysics()
    {
        double[] energies = [0, 1, 2, 5];
        foreach (double temperature in (double[])[0.25, 1, 8])
        {
            BoltzmannGibbs system = new(energies, temperature);
            Console.WriteLine($"T = {temperature}: p = {string.Join(", ", system.Probabilities)}, entropy {system.Entropy} nats");
        }
    }

    // hopfield
    internal static void OfHopfield()
    {
        Dataset letters = ClassSpread.Take(Datasets.Letters().Train, 26, seed: 1);
        Hopfield net = Hopfield.Train(letters);
        float[,] recalled = net.Recall(letters);
    }

    // boltzmann
    internal static void OfBoltzmann()
    {
        BoltzmannMachine machine = BoltzmannMachine.FullyConnected(new Bernoulli(4), new Bernoulli(4));
        BoltzmannGibbs exact = BoltzmannGibbs.Of(machine, temperature: 1);
        double[] visible = exact.MarginalOf([machine.Layers[0]]);
    }

    // rbm
    internal static void OfRbm()
    {
        DataSplits letters = Datasets.Letters();
        Rbm rbm = Rbm.Train(letters.Train, new() { Hidden = 200, Epochs = 20, Energy = new() { Method = "pcd", Chains = 100 } });
        float[,] reconstructions = rbm.Reconstruct(letters.Test!);
        float[,] fantasies = rbm.Sample(26);
        Console.WriteLine(rbm.LogLikelihood(letters.Test!));
    }

    // divergence
    internal static void OfDivergence()
    {
        Dataset letters = Datasets.Letters().Train.Shuffled(1).Range(0, 5000);
        foreach (string method in (string[])["cd", "pcd", "fpcd", "pt", "exact"])
        {
            Rbm rbm = Rbm.Train(letters, new() { Hidden = 10, Epochs = 15, Binarize = Binarization.Threshold, Energy = new() { Method = method } });
            Console.WriteLine($"{method}: {rbm.LogLikelihood(letters)}");
        }
    }

    // features
    internal static void OfFeatures()
    {
        Dataset letters = Datasets.Letters().Train.Shuffled(1).Range(0, 500);
        RbmSettings plain = new() { Hidden = 100, Epochs = 100, Batch = 50, LearningRate = 0.05 };
        Rbm none = Rbm.Train(letters, plain);
        Rbm l1 = Rbm.Train(letters, plain with { Optimizer = plain.Optimizer with { L1 = 0.003 } });
        Rbm sparse = Rbm.Train(letters, plain with { Energy = new() { SparsityTarget = 0.1, SparsityCost = 0.05 } });
        float[,] features = sparse.Transform(letters);
    }

    // discriminative
    internal static void OfDiscriminative()
    {
        DataSplits letters = Datasets.Letters();
        ClassifierRbm rbm = ClassifierRbm.Train(letters.Train, new() { Hidden = 200, Epochs = 15, Objective = ClassifierObjective.Hybrid });
        int[] classes = rbm.Predict(letters.Test!);
        float[,] probabilities = rbm.PredictProbability(letters.Test!);
    }

    // recurrent
    internal static void OfRecurrent()
    {
        TextModel model = TextModel.Train(File.ReadAllText("onegin.txt"), new() { Cell = "lstm", Units = 96, Epochs = 5 });
        string written = model.Generate("Мой дядя ", 160, temperature: 0.6);
    }

    // convolution
    internal static void OfConvolution()
    {
        DataSplits mnist = Datasets.Mnist();
        LeNet lenet = LeNet.Train(mnist.Train, new() { Epochs = 10 });
        int[] digits = lenet.Predict(mnist.Test!);
    }
}
