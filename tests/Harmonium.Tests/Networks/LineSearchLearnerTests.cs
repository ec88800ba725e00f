using Harmonium.Data;
using Harmonium.Data.Sources;
using Harmonium.Errors;
using Harmonium.Learning;
using Harmonium.Learning.LineSearch;
using Harmonium.Learning.Optimizers;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Functions;

namespace Harmonium.Tests.Networks;

public sealed class LineSearchLearnerTests
{
    private static readonly TrainingTime _first = new(0, 0, 1);

    public static TheoryData<string> EveryMinimizer { get; } = ["cg", "lbfgs"];

    [Theory, MemberData(nameof(EveryMinimizer))]
    public void Line_searches_fit_letters_better_than_as_many_plain_gradient_steps_at_any_rate(string name)
    {
        Dataset letters = DataSource.Open("letters", new DataLocations(null, ""), DataLimits.Default, new DataOptions()).Train.Range(0, 300);
        Counted counted = new();
        NetworkLearner searching = new(Network(letters), counted, Make(name, 15), All(letters), new NetworkLearningOptions(), 1);
        searching.Step(_first);
        double reached = LossOf(searching.Network, letters);

        foreach (double rate in (double[])[0.03, 0.1, 0.3, 1, 3])
        {
            NetworkLearner plain = new(Network(letters), new CrossEntropyLoss(), new MomentumOptimizer(), All(letters),
                new NetworkLearningOptions { LearningRate = rate, Momentum = 0 }, 1);
            SmallNetworks.Train(plain, 0, counted.Passes);
            Assert.True(reached < LossOf(plain.Network, letters),
                $"{reached} after {counted.Passes} gradients, and {LossOf(plain.Network, letters)} at a rate of {rate}.");
        }
    }

    [Theory, MemberData(nameof(EveryMinimizer))]
    public void The_threads_do_not_change_a_bit(string name)
    {
        Dataset data = SmallNetworks.Images(90);
        NetworkLearner[] learners = [.. new[] { 1, 2 }.Select(threads => Dropping(name, data, new CpuDevice(threads)))];

        foreach (NetworkLearner learner in learners)
            SmallNetworks.Train(learner, 0, 4);

        TinyTraining.AssertSame(learners[0].State, learners[1].State);
    }

    [Theory, MemberData(nameof(EveryMinimizer))]
    public void Nothing_but_parameters_is_saved(string name)
    {
        NetworkLearner learner = Dropping(name, SmallNetworks.Images(90), Device.Default);

        SmallNetworks.Train(learner, 0, 1);

        Assert.Equal(learner.Parameters.Select(parameter => parameter.Name).Order(), learner.State.Keys.Order());
    }

    [Theory, MemberData(nameof(EveryMinimizer))]
    public void Weight_decay_is_part_of_the_objective(string name)
    {
        // At the minimum of loss + ½ λ Σ w² the gradient of the loss is −λ w for weights, and 0 for biases.
        const double Decay = 0.03;
        Dataset data = SmallNetworks.Images(60);
        FeedForwardNetwork network = new(data.Shape, [new DenseLayer(3, Activation.Linear)], Device.Default);
        network.Initialize(new WeightInitialization(InitializationKind.Xavier), 1);
        NetworkLearner learner = new(network, new CrossEntropyLoss(), Make(name, 200), All(data), new NetworkLearningOptions { L2 = Decay }, 1);

        learner.Step(_first);

        Tape tape = new(Device.Default);
        (Tensor inputs, NetworkTargets targets) = All(data).Of(0);
        tape.Backward(new CrossEntropyLoss().Of(network.Output(tape, inputs, learning: true), targets));
        Tensor weights = network.TensorsOf(0)[0], bias = network.TensorsOf(0)[1];
        Assert.True(weights.LargestMagnitude() > 0.1);
        Assert.Equal(0, tape.GradientOf(weights).Clone().AddScaled(weights, (float)Decay).LargestMagnitude(), 1e-4);
        Assert.Equal(0, tape.GradientOf(bias).LargestMagnitude(), 1e-4);
    }

    [Theory, MemberData(nameof(EveryMinimizer))]
    public void Running_statistics_move_once_a_step(string name)
    {
        Dataset images = SmallNetworks.Images(60), data = new("bars", images.Examples, ItemShape.Vector(images.Examples.Columns)) { Labels = images.Labels };
        FeedForwardNetwork Normalizing()
        {
            FeedForwardNetwork network = new(data.Shape, [new BatchNormalizationLayer(), new DenseLayer(3, Activation.Linear)], Device.Default);
            network.Initialize(new WeightInitialization(InitializationKind.Xavier), 1);
            return network;
        }

        // The input of the first layer, and therefore its statistics, does not depend on the parameters.
        NetworkLearner searching = new(Normalizing(), new CrossEntropyLoss(), Make(name, 4), All(data), new NetworkLearningOptions(), 1);
        NetworkLearner plain = new(Normalizing(), new CrossEntropyLoss(), new MomentumOptimizer(), All(data), new NetworkLearningOptions(), 1);
        SmallNetworks.Train(searching, 0, 2);
        SmallNetworks.Train(plain, 0, 2);

        Assert.Equal(plain.Network.TensorsOf(0)[2].AsSpan().ToArray(), searching.Network.TensorsOf(0)[2].AsSpan().ToArray());
        Assert.Equal(plain.Network.TensorsOf(0)[3].AsSpan().ToArray(), searching.Network.TensorsOf(0)[3].AsSpan().ToArray());
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_the_training_at_its_step()
    {
        Dataset data = new("large", new FloatExamples(Tensor.From([1e30f, 1e30f], 2, 1)), ItemShape.Vector(1)) { Labels = [0, 1] };
        FeedForwardNetwork network = new(data.Shape, [new DenseLayer(2, Activation.Linear)], Device.Default);
        network.TensorsOf(0)[0].AsSpan().Fill(1e30f);
        NetworkLearner learner = new(network, new SquaredErrorLoss(), new ConjugateGradient(), All(data), new NetworkLearningOptions(), 1);

        DivergedException exception = Assert.Throws<DivergedException>(() =>
            new Trainer(learner, 1, [], new DivergenceGuard()).Run(cancel: TestContext.Current.CancellationToken));

        Assert.Equal(1, exception.Step);
        Assert.Contains("step 1", exception.Message);
    }

    [Fact]
    public void Options_that_are_not_smooth_are_refused_with_line_searches()
    {
        Dataset data = SmallNetworks.Images(30);
        foreach (NetworkLearningOptions options in (NetworkLearningOptions[])[new() { L1 = 0.1 }, new() { MaximumNorm = 1 }, new() { GradientNorm = 1 }])
            Assert.Throws<ArgumentException>(() => new NetworkLearner(Network(data), new CrossEntropyLoss(), new LimitedMemoryBfgs(), All(data), options, 1));
    }

    internal static NetworkLearner Dropping(string name, Dataset data, Device device)
    {
        FeedForwardNetwork network = new(data.Shape, SmallNetworks.Dropping, device);
        network.Initialize(new WeightInitialization(InitializationKind.Xavier), 1);
        return new NetworkLearner(network, new CrossEntropyLoss(0.05), Make(name, 3), new NetworkExamples(data, 45, 1, device),
            new NetworkLearningOptions { L2 = 1e-4 }, 1);
    }

    private static BatchMinimizer Make(string name, int searches) => name == "cg" ? new ConjugateGradient { LineSearches = searches }
        : new LimitedMemoryBfgs { LineSearches = searches };

    private static NetworkExamples All(Dataset data) => new(data, data.Count, 1, Device.Default);

    private static FeedForwardNetwork Network(Dataset data)
    {
        FeedForwardNetwork network = new(data.Shape, MultilayerPerceptron.Layers([20], data.Classes, Activation.Tanh), Device.Default);
        network.Initialize(new WeightInitialization(InitializationKind.Xavier), 1);
        return network;
    }

    private static double LossOf(FeedForwardNetwork network, Dataset data) => NetworkEvaluation.Of(network, new CrossEntropyLoss(), data).Loss;

    /// <summary>Counts the evaluations of the loss.</summary>
    private sealed record Counted : NetworkLoss
    {
        private readonly CrossEntropyLoss _loss = new();

        internal int Passes { get; private set; }

        public override string Kind => _loss.Kind;

        internal override LossNode Of(Node output, in NetworkTargets targets)
        {
            Passes++;
            return _loss.Of(output, targets);
        }

        internal override Node Answer(Node output) => _loss.Answer(output);
    }
}
