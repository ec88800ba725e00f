using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Deep;
using Harmonium.Learning;
using Harmonium.Learning.Optimizers;
using Harmonium.Numerics;

namespace Harmonium.Tests.Deep;

/// <summary>The steps of the up–down algorithm, compared with gradients of sums over all states.</summary>
public sealed class UpDownLearnerTests
{
    private const int Copies = 60_000;

    // The sweeps after which the chains of these small RBMs have forgotten their start.
    private const int Sweeps = 50;

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_step_is_the_gradient_of_the_bound_for_generative_and_of_the_fantasies_for_recognition_parameters(int classes)
    {
        const int Input = 11, Label = 1;
        BeliefNetwork network = EnumeratedBeliefNetwork.Random(3, 0.8, classes, 3, 4, 3, 3);
        EnumeratedBeliefNetwork exact = new(network);
        int? label = classes == 0 ? null : Label;
        Dictionary<string, double[]> expected = exact.GradientOf(() => exact.Bound(Input, label) - exact.LogPartition, recognition: false);
        IReadOnlyList<(int[] State, double Probability)> fantasies = exact.Joint();
        foreach ((string name, double[] values) in exact.GradientOf(() => fantasies.Sum(x => x.Probability * exact.LogRecognition(x.State)), recognition: true))
            expected.Add(name, values);
        Dictionary<string, double[]> before = Values(network);

        // A learning rate of 1 makes the step equal to the gradient, here the mean over many draws.
        Learner(network, Input, Copies, label, new UpDownOptions { Sweeps = [Sweeps], LearningRate = 1 }).Step(new TrainingTime(0, 0, 1));

        Assert.Equal(before.Keys.Order(), expected.Keys.Order());
        // Each element is a mean of numbers between −1 and 1 with a standard deviation of at most 1/2 per phase.
        double tolerance = 5 * Math.Sqrt(0.5 / Copies);
        foreach ((string name, double[] after) in Values(network))
        {
            for (int n = 0; n < after.Length; n++)
                Assert.True(Math.Abs(after[n] - before[name][n] - expected[name][n]) <= tolerance,
                    $"{name}[{n}]: a step of {after[n] - before[name][n]}, a gradient of {expected[name][n]}");
        }

        Assert.Contains(expected, pair => pair.Value.Any(value => Math.Abs(value) > 10 * tolerance));
    }

    [Fact]
    public void The_number_of_sweeps_follows_the_progress_and_every_option_changes_the_step()
    {
        UpDownOptions options = new() { Sweeps = [1], LearningRate = 0.1 };
        double[] plain = After(options, 0.9);
        Assert.Equal(plain, After(options, 0.9));
        Assert.Equal(plain, After(options with { Sweeps = [1, 7] }, 0.4));
        Assert.NotEqual(plain, After(options with { Sweeps = [1, 7] }, 0.9));
        Assert.NotEqual(plain, After(options with { L2 = 0.1 }, 0.9));
        Assert.NotEqual(plain, After(options with { L1 = 0.1 }, 0.9));
        Assert.NotEqual(plain, After(options with { Momentum = 0.5 }, 0.9));
        Assert.NotEqual(plain, After(options with { LearningRate = 0.2 }, 0.9));
        Assert.NotEqual(plain, After(options with { AverageFrom = 0 }, 0.9));

        static double[] After(UpDownOptions options, double progress)
        {
            BeliefNetwork network = EnumeratedBeliefNetwork.Random(3, 0.8, 0, 3, 4, 3);
            UpDownLearner learner = Learner(network, 5, 20, null, options);
            // Twenty steps, so that averaging has more than one term.
            for (long step = 0; step < 20; step++)
                learner.Step(new TrainingTime(step, 100 * progress, 100));
            learner.Finish();
            return [.. Values(network).SelectMany(pair => pair.Value)];
        }
    }

    [Fact]
    public void Tied_weights_and_missing_labels_are_refused()
    {
        BeliefNetwork tied = new([new DirectedLayer(Evaluation.SmallMachines.Random(4, 3, 1, 1))], Evaluation.SmallMachines.Random(3, 2, 1, 2));
        Assert.Contains("tied", Assert.Throws<ArgumentException>(() => Learner(tied, 1, 4, null, new UpDownOptions())).Message);
        BeliefNetwork labeled = EnumeratedBeliefNetwork.Random(3, 1, 2, 3, 4, 3);
        Assert.Contains("labels", Assert.Throws<ArgumentException>(() => Learner(labeled, 1, 4, null, new UpDownOptions())).Message);
        BeliefNetwork network = EnumeratedBeliefNetwork.Random(3, 1, 0, 3, 4, 3);
        Assert.Contains("at least 1", Assert.Throws<ArgumentException>(() => Learner(network, 1, 4, null, new UpDownOptions { Sweeps = [0] })).Message);
    }

    private static UpDownLearner Learner(BeliefNetwork network, int input, int copies, int? label, UpDownOptions options)
    {
        int units = network.Visible.Units.Count;
        Dataset examples = new("copies", new FloatExamples(BeliefNetworkTests.Repeated(input, units, copies).AsTensor()), ItemShape.Vector(units));
        ExampleSource? labels = label is not { } y ? null : new ExampleSource(
            new Dataset("labels", new LabelExamples([.. Enumerable.Repeat(y, copies)], network.Joint!.Classes), ItemShape.Vector(network.Joint.Classes)),
            copies, 1, Binarization.None, Device.Default);
        ExampleSource source = new(examples, copies, 1, Binarization.None, Device.Default);
        return new UpDownLearner(network, source, labels, new MomentumOptimizer(), options, 1);
    }

    private static Dictionary<string, double[]> Values(BeliefNetwork network) => network.Parameters.ToDictionary(
        parameter => parameter.Name, parameter => parameter.Values.Contiguous().AsSpan().ToArray().Select(x => (double)x).ToArray());
}
