using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Learning.Optimizers;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Functions;

namespace Harmonium.Tests.Networks;

/// <summary>Networks that reconstruct their inputs.</summary>
public sealed class InputTargetTests
{
    [Fact]
    public void Three_units_learn_a_code_for_one_of_eight()
    {
        Tensor ones = Tensor.Zeros(8, 8);
        for (int i = 0; i < 8; i++)
            ones[i, i] = 1;
        Dataset data = TinyTraining.Data(ones);
        FeedForwardNetwork network = new(data.Shape, MultilayerPerceptron.Layers([3], 8, Activation.Tanh), Device.Default);
        network.Initialize(new WeightInitialization(InitializationKind.Xavier), 1);
        NetworkLearner learner = new(network, new BernoulliLikelihoodLoss(), new AdamOptimizer(),
            new NetworkExamples(data, 8, 1, Device.Default) { InputTargets = InputTargets.Clean }, new NetworkLearningOptions { LearningRate = 0.03 }, 1);
        double before = NetworkEvaluation.OfReconstruction(network, new BernoulliLikelihoodLoss(), data, TestContext.Current.CancellationToken).Loss;

        TinyTraining.Run(learner, 0, 2000, epochs: 2000);

        NetworkEvaluation after = NetworkEvaluation.OfReconstruction(network, new BernoulliLikelihoodLoss(), data, TestContext.Current.CancellationToken);
        Assert.True(before > 3, $"{before} nats");
        Assert.InRange(after.Loss, 0, 0.1);
        Assert.Null(after.Errors);
        Tensor answers = NetworkEvaluation.Answers(network, new BernoulliLikelihoodLoss(), data, TestContext.Current.CancellationToken);
        for (int i = 0; i < 8; i++)
            Assert.All(Enumerable.Range(0, 8), j => Assert.Equal(i == j ? 1 : 0, answers[i, j], 0.1));
    }

    [Theory]
    [InlineData(nameof(InputTargets.Clean), false)]
    [InlineData(nameof(InputTargets.Shown), false)]
    [InlineData(nameof(InputTargets.Clean), true)]
    public void A_training_on_inputs_is_the_training_on_the_same_numbers_as_targets(string targetsName, bool distorted)
    {
        InputTargets targets = Enum.Parse<InputTargets>(targetsName);
        Dataset data = SmallNetworks.Images(60, side: 8);
        Tensor all = data.Examples.Rows([.. Enumerable.Range(0, 60)]);
        ImageDistortion? distortion = distorted ? new ImageDistortion() : null;
        foreach (NetworkLoss loss in (NetworkLoss[])[new BernoulliLikelihoodLoss(), new SquaredErrorLoss()])
        {
            // The last batch of an epoch is smaller.
            NetworkLearner explicitly = Learner(data, loss, new NetworkExamples(data, 25, 1, Device.Default) { Values = all, Distortion = distortion });
            NetworkLearner implicitly = Learner(data, loss,
                new NetworkExamples(data, 25, 1, Device.Default) { InputTargets = targets, Distortion = distortion });

            TinyTraining.Run(explicitly, 0, 7, epochs: 5);
            TinyTraining.Run(implicitly, 0, 7, epochs: 5);

            TinyTraining.AssertSame(explicitly.State, implicitly.State);
            Assert.Equal(explicitly.LastLoss, implicitly.LastLoss);
            Assert.Equal(NetworkEvaluation.Of(explicitly.Network, loss, data, all, TestContext.Current.CancellationToken).Loss,
                NetworkEvaluation.OfReconstruction(implicitly.Network, loss, data, TestContext.Current.CancellationToken).Loss);
        }
    }

    [Fact]
    public void Targets_are_the_inputs_as_they_are_shown_or_as_the_data_have_them()
    {
        Dataset data = SmallNetworks.Images(30, side: 8);
        NetworkExamples clean = new(data, 10, 1, Device.Default) { InputTargets = InputTargets.Clean, Distortion = new ImageDistortion() };
        NetworkExamples shown = new(data, 10, 1, Device.Default) { InputTargets = InputTargets.Shown, Distortion = new ImageDistortion() };
        NetworkExamples plain = new(data, 10, 1, Device.Default) { InputTargets = InputTargets.Clean };

        (Tensor inputs, NetworkTargets targets) = clean.Of(1);
        Assert.False(inputs.AsSpan().SequenceEqual(targets.Values!.AsSpan()));
        Assert.Equal(data.Examples.Rows(clean.Batches.RowsOf(1)).AsSpan(), targets.Values.AsSpan());
        Assert.Equal(inputs.AsSpan(), shown.Of(1).Targets.Values!.AsSpan());
        // Nothing is copied if nothing is changed.
        (inputs, targets) = plain.Of(1);
        Assert.Same(inputs, targets.Values);
    }

    [Fact]
    public void Targets_of_two_kinds_and_networks_of_another_size_are_refused()
    {
        Dataset data = SmallNetworks.Images(30, side: 8);

        Assert.Contains("choose one of them",
            Assert.Throws<ArgumentException>(() =>
            new NetworkExamples(data, 10, 1, Device.Default) { InputTargets = InputTargets.Shown, Values = Tensor.Zeros(30, 64) }).Message);
        FeedForwardNetwork network = new(data.Shape, [new DenseLayer(5, Activation.Linear)], Device.Default);
        Assert.Contains("has 5 outputs", Assert.Throws<ArgumentException>(() =>
            new NetworkLearner(network, new SquaredErrorLoss(), new AdamOptimizer(),
                new NetworkExamples(data, 10, 1, Device.Default) { InputTargets = InputTargets.Clean }, new NetworkLearningOptions(), 1)).Message);
    }

    private static NetworkLearner Learner(Dataset data, NetworkLoss loss, NetworkExamples examples)
    {
        FeedForwardNetwork network = new(data.Shape, [new DropoutLayer(0.2), new DenseLayer(12, Activation.Tanh), new DenseLayer(64, Activation.Linear)],
            Device.Default);
        network.Initialize(new WeightInitialization(InitializationKind.Xavier), 1);
        return new NetworkLearner(network, loss, new MomentumOptimizer(), examples, new NetworkLearningOptions { LearningRate = 0.05 }, 1);
    }
}
