using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Learning;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Networks.Losses;
using Harmonium.Networks.Recurrent;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Tests.Networks;

public sealed class NetworkLearnerTests
{
    public static TheoryData<string> EveryLearner { get; } = ["dropout", "cg", "lbfgs", "distortions", "elman", "multiplicative", "gru", "lstm"];

    [Theory, MemberData(nameof(EveryLearner))]
    public void Resuming_from_a_saved_state_gives_the_bits_of_an_uninterrupted_training(string name)
    {
        Learner whole = Make(name), first = Make(name), second = Make(name);
        SmallNetworks.Train(whole, 0, 9);
        SmallNetworks.Train(first, 0, 5);
        Dictionary<string, Tensor> saved = first.State.ToDictionary(pair => pair.Key, pair => pair.Value.Clone());

        second.Restore(saved);
        SmallNetworks.Train(second, 5, 9);

        TinyTraining.AssertSame(whole.State, second.State);
    }

    [Theory, MemberData(nameof(EveryLearner))]
    public void Learning_lowers_the_loss(string name)
    {
        Learner learner = Make(name);
        SmallNetworks.Train(learner, 0, 1);
        double before = LossOf(learner);

        SmallNetworks.Train(learner, 1, 150);

        Assert.True(LossOf(learner) < before * 0.8, $"{before} became {LossOf(learner)}.");
    }

    [Fact]
    public void A_small_convolutional_network_tells_bars_from_spots()
    {
        Dataset data = SmallNetworks.Images(600);
        NetworkLearner learner = SmallNetworks.Perceptron(data.Range(0, 450), SmallNetworks.LeNet);

        SmallNetworks.Train(learner, 0, 200);

        NetworkEvaluation evaluation = NetworkEvaluation.Of(learner.Network, new CrossEntropyLoss(), data.Range(450, 150),
            cancel: TestContext.Current.CancellationToken);
        Assert.True(evaluation.Error < 0.05, $"{evaluation.Error} of answers are wrong.");
    }

    [Fact]
    public void The_norm_of_incoming_weights_stays_within_its_limit()
    {
        NetworkLearner learner = SmallNetworks.Learner(
            SmallNetworks.Images(50), new MomentumOptimizer(), new NetworkLearningOptions { LearningRate = 0.5, MaximumNorm = 0.6 }, null,
                new ConvolutionLayer(3, 3, 0, Activation.Rectifier), new DenseLayer(3, Activation.Linear));

        SmallNetworks.Train(learner, 0, 10);

        Tensor filters = learner.Network.TensorsOf(0)[0], weights = learner.Network.TensorsOf(1)[0];
        for (int i = 0; i < 3; i++)
        {
            Assert.InRange(Math.Sqrt(filters.RowRange(i, 1).SumOfSquares()), 0, 0.6 + 1e-5);
            Assert.InRange(Math.Sqrt(Enumerable.Range(0, weights.Rows).Sum(row => (double)weights[row, i] * weights[row, i])), 0, 0.6 + 1e-5);
        }
    }

    [Fact]
    public void A_gradient_longer_than_the_limit_is_scaled_down_to_it()
    {
        Dataset data = SmallNetworks.Images(25);
        NetworkLearner free = Plain(null), clipped = Plain(0.001);
        double[] start = [.. free.Network.TensorsOf(0)[0].AsSpan().ToArray().Select(x => (double)x)];

        SmallNetworks.Train(free, 0, 1);
        SmallNetworks.Train(clipped, 0, 1);

        double[] Moved(NetworkLearner learner) => [.. learner.Network.TensorsOf(0)[0].AsSpan().ToArray().Select((x, i) => x - start[i])];
        double[] far = Moved(free), near = Moved(clipped);
        double length = Math.Sqrt(near.Sum(x => x * x) + Square(clipped.Network.TensorsOf(0)[1]));
        Assert.Equal(0.001, length, 1e-5);
        double cosine = far.Zip(near).Sum(pair => pair.First * pair.Second) / Math.Sqrt(far.Sum(x => x * x) * near.Sum(x => x * x));
        Assert.Equal(1, cosine, 1e-3);

        NetworkLearner Plain(double? norm) =>
            SmallNetworks.Learner(data, new MomentumOptimizer(), new NetworkLearningOptions { LearningRate = 1, Momentum = 0, GradientNorm = norm }, null,
                new DenseLayer(3, Activation.Linear));
        static double Square(Tensor x) => x.SumOfSquares();
    }

    [Fact]
    public void Evaluation_has_no_dropout_and_normalizes_by_the_running_statistics()
    {
        Dataset data = SmallNetworks.Images(60);
        NetworkLearner learner = SmallNetworks.Perceptron(data, SmallNetworks.Dropping);
        SmallNetworks.Train(learner, 0, 20);

        Tensor all = NetworkEvaluation.Answers(learner.Network, learner.Loss, data, TestContext.Current.CancellationToken),
            one = NetworkEvaluation.Answers(learner.Network, learner.Loss, data.Range(7, 1), TestContext.Current.CancellationToken);

        for (int i = 0; i < 3; i++)
            Assert.Equal(all[7, i], one[0, i], 1e-5);
    }

    [Theory]
    [InlineData("bernoulli")]
    [InlineData("squared")]
    public void Losses_take_labels_as_one_hot_vectors(string kind)
    {
        NetworkLoss loss = kind == "squared" ? new SquaredErrorLoss() : new BernoulliLikelihoodLoss();
        Tape tape = new(Device.Default);
        Node output = tape.Constant(Tensor.From([0.5f, -1, 2, 0, 1, -2], 2, 3));

        double byLabels = loss.Of(output, new NetworkTargets([2, 0], null)).Total,
            byValues = loss.Of(output, new NetworkTargets(null, Tensor.From([0, 0, 1, 1, 0, 0], 2, 3))).Total;

        Assert.Equal(byValues, byLabels, 1e-9);
    }

    [Fact]
    public void A_layer_that_starts_from_a_machine_gives_its_hidden_means()
    {
        RestrictedBoltzmannMachine rbm = new(new Bernoulli(144), new Bernoulli(7), Tensor.Zeros(144, 7));
        RandomStream.For(1, Purpose.General).FillNormal(rbm.Weights, 0, 0.1f);
        RandomStream.For(2, Purpose.General).FillNormal(rbm.Hidden.Units.Parameters[0].Values, 0, 0.1f);
        Dataset data = SmallNetworks.Images(5);
        FeedForwardNetwork network = new(data.Shape, [new DenseLayer(7, Activation.Logistic)], Device.Default);
        network.InitializeFrom(0, rbm);
        Tensor examples = data.Examples.Rows([0, 1, 2, 3, 4]);

        Tensor features = network.Output(new Tape(Device.Default), examples).Value;

        Tensor inputs = examples.Multiply(rbm.Weights);
        Tensor means = inputs.SigmoidWithBias(rbm.Hidden.Units.Parameters[0].Values);
        for (int i = 0; i < features.Count; i++)
            Assert.Equal(means.AsSpan()[i], features.AsSpan()[i], 1e-5);
    }

    private static double LossOf(Learner learner) => learner is NetworkLearner network ? network.LastLoss : ((TextLearner)learner).LastLoss;

    private static Learner Make(string name)
    {
        string text = string.Concat(Enumerable.Repeat("Мой дядя самых честных правил, когда не в шутку занемог. ", 8));
        return name switch
        {
            "dropout" => SmallNetworks.Perceptron(SmallNetworks.Images(90), SmallNetworks.Dropping),
            "cg" or "lbfgs" => LineSearchLearnerTests.Dropping(name, SmallNetworks.Images(90), Device.Default),
            "distortions" => SmallNetworks.Learner(SmallNetworks.Images(90), new RmsPropOptimizer(),
                new NetworkLearningOptions { LearningRate = 0.002, AverageFrom = 0.01 }, new ImageDistortion(), SmallNetworks.LeNet),
            _ => SmallNetworks.Text(RecurrentLayer.Kinds[name](16), text, dropout: 0.1),
        };
    }
}
