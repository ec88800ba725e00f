using Harmonium.Data;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Tests.Evaluation;

namespace Harmonium.Tests;

public sealed class DiscriminativeGradientTests
{
    private const int Rows = 12;
    private const int Visible = 5;
    private const int Classes = 3;
    private const int Hidden = 4;

    private static readonly Tensor Examples = SmallMachines.Bits(Rows, Visible, seed: 8);
    private static readonly int[] Labels = [.. Enumerable.Range(0, Rows).Select(i => i * 7 % Classes)];

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    public void A_step_is_the_gradient_of_the_mean_log_probability_of_the_smoothed_labels(double smoothing)
    {
        ClassificationRbm rbm = EnumeratedClassifier.Random(Visible, Classes, Hidden, seed: 4);
        EnumeratedClassifier oracle = new(rbm);
        double[] expected = oracle.GradientOf(() => Enumerable.Range(0, Rows).Average(row => Objective(oracle, row, smoothing)));

        double[] found = ClassifierLearning.StepOf(rbm, ClassifierLearning.FullBatch(
            rbm, new DiscriminativeGradient(rbm, new DiscriminativeOptions { LabelSmoothing = smoothing }), ClassifierLearning.Data(Examples, Labels)));

        TinyTraining.AssertClose(expected, found, 2e-6);
    }

    [Fact]
    public void Examples_count_by_the_weights_of_their_classes_and_the_mean_is_over_the_examples()
    {
        ClassificationRbm rbm = EnumeratedClassifier.Random(Visible, Classes, Hidden, seed: 4);
        EnumeratedClassifier oracle = new(rbm);
        float[] weights = [.. Enumerable.Range(1, Classes).Select(k => 0.5f * k)];
        double[] expected = oracle.GradientOf(() => Enumerable.Range(0, Rows).Average(row => weights[Labels[row]] * Objective(oracle, row, 0.2)));

        double[] found = ClassifierLearning.StepOf(rbm, ClassifierLearning.FullBatch(rbm, new DiscriminativeGradient(rbm,
            new DiscriminativeOptions { LabelSmoothing = 0.2, ClassWeights = weights }), ClassifierLearning.Data(Examples, Labels)));

        TinyTraining.AssertClose(expected, found, 2e-6);
    }

    [Fact]
    public void Examples_count_by_their_weights()
    {
        ClassificationRbm rbm = EnumeratedClassifier.Random(Visible, Classes, Hidden, seed: 4);
        EnumeratedClassifier oracle = new(rbm);
        float[] weights = [.. Enumerable.Range(1, Rows).Select(i => (float)i)];
        double[] expected = oracle.GradientOf(() => Enumerable.Range(0, Rows).Sum(row => weights[row] / weights.Sum() * Objective(oracle, row, 0)));

        double[] found = ClassifierLearning.StepOf(rbm, ClassifierLearning.FullBatch(
            rbm, new DiscriminativeGradient(rbm), ClassifierLearning.Data(Examples, Labels), weights: weights));

        TinyTraining.AssertClose(expected, found, 2e-6);
    }

    [Fact]
    public void Examples_without_a_label_are_ignored()
    {
        ClassificationRbm rbm = EnumeratedClassifier.Random(Visible, Classes, Hidden, seed: 4);
        EnumeratedClassifier oracle = new(rbm);
        const int Known = 5;
        double[] expected = oracle.GradientOf(() => Enumerable.Range(0, Known).Sum(row => Objective(oracle, row, 0)) / Rows);

        double[] found = ClassifierLearning.StepOf(rbm, ClassifierLearning.FullBatch(
            rbm, new DiscriminativeGradient(rbm), ClassifierLearning.Data(Examples, Labels), known: Known));

        TinyTraining.AssertClose(expected, found, 2e-6);
    }

    [Fact]
    public void Dropped_inputs_are_0_and_the_others_scaled_so_that_the_mean_stays()
    {
        ClassificationRbm rbm = EnumeratedClassifier.Random(Visible, Classes, Hidden, seed: 4);
        const int Steps = 400;
        MachineState data = new()
        {
            [rbm.Visible] = States.From(Tensor.Filled(0.5f, Rows, Visible)),
            [rbm.Label] = States.From(LabelExamples.Of(ClassifierLearning.Data(Examples, Labels)).Examples.Rows([.. Enumerable.Range(0, Rows)]))
        };
        DiscriminativeGradient estimator = new(rbm, new DiscriminativeOptions { InputDropout = 0.25 });
        int kept = 0;
        for (int step = 0; step < Steps; step++)
        {
            foreach (float x in estimator.Estimate(data, null, RandomStream.For(1, Purpose.Gibbs, step)).Data.State[rbm.Visible].AsTensor().AsSpan())
            {
                Assert.True(x == 0 || Math.Abs(x - (0.5 / 0.75)) < 1e-6);
                kept += x == 0 ? 0 : 1;
            }
        }

        // Four standard errors of a binomial fraction.
        int draws = Steps * Rows * Visible;
        Assert.Equal(0.75, (double)kept / draws, 4 * Math.Sqrt(0.75 * 0.25 / draws));
    }

    [Fact]
    public void Dropped_hidden_units_have_no_mean_and_the_mean_gradient_of_a_linear_machine_stays()
    {
        // With U = 0 no class affects a hidden unit, so p(y | v) and the gradient of the label's bias do not depend on the dropped units.
        ClassificationRbm rbm = EnumeratedClassifier.Random(Visible, Classes, Hidden, seed: 4);
        rbm.LabelCoupling.Weights.Scale(0);
        rbm.LabelCoupling.Changed();
        MachineState data = new()
        {
            [rbm.Visible] = States.From(Examples),
            [rbm.Label] = States.From(LabelExamples.Of(ClassifierLearning.Data(Examples, Labels)).Examples.Rows([.. Enumerable.Range(0, Rows)]))
        };
        Tensor whole = new DiscriminativeGradient(rbm).Estimate(data, null, RandomStream.For(1, Purpose.Gibbs)).Data.State[rbm.Hidden].AsTensor();
        DiscriminativeGradient estimator = new(rbm, new DiscriminativeOptions { HiddenDropout = 0.5 });
        const int Steps = 400;
        int kept = 0;
        for (int step = 0; step < Steps; step++)
        {
            Statistics statistics = estimator.Estimate(data, null, RandomStream.For(1, Purpose.Gibbs, step));
            Tensor means = statistics.Data.State[rbm.Hidden].AsTensor();
            for (int row = 0; row < Rows; row++)
            {
                for (int j = 0; j < Hidden; j++)
                {
                    Assert.True(means[row, j] == 0 || Math.Abs(means[row, j] - (2 * whole[row, j])) < 1e-6);
                    kept += means[row, j] == 0 ? 0 : 1;
                }
            }
        }

        int draws = Steps * Rows * Hidden;
        Assert.Equal(0.5, (double)kept / draws, 4 * Math.Sqrt(0.25 / draws));
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.2, 0.5)]
    public void It_learns_to_tell_noisy_prototypes_apart(double inputDropout, double hiddenDropout)
    {
        const int Width = 16, Count = 300;
        Tensor prototypes = SmallMachines.Bits(Classes, Width, seed: 21), values = Tensor.Zeros(Count, Width);
        int[] labels = [.. Enumerable.Range(0, Count).Select(i => i % Classes)];
        RandomStream random = RandomStream.For(5, Purpose.General);
        for (int row = 0; row < Count; row++)
        {
            for (int i = 0; i < Width; i++)
                values[row, i] = random.Bernoulli(0.1f, row, i) ? 1 - prototypes[labels[row], i] : prototypes[labels[row], i];
        }

        Dataset data = ClassifierLearning.Data(values, labels);
        ClassificationRbm rbm = ClassificationRbm.OfBernoulli(Width, Classes, 20);
        new ClassificationInitialization { HiddenBias = -2 }.Apply(rbm, data, LabelExamples.Of(data), seed: 1);
        EnergyLearner learner = ClassifierLearning.FullBatch(
            rbm, new DiscriminativeGradient(rbm, new DiscriminativeOptions { InputDropout = inputDropout, HiddenDropout = hiddenDropout }), data,
            new EnergyLearningOptions { LearningRate = 0.5, Offsets = OffsetKind.None, Momentum = 0.9 });
        double before = rbm.Judge(data).CrossEntropy;

        TinyTraining.Run(learner, 0, 200, epochs: 200);

        (double error, double crossEntropy) = rbm.Judge(data);
        Assert.True(error < 0.03, $"error {error}");
        Assert.True(crossEntropy < before / 5, $"{before} nats before, {crossEntropy} after");
    }

    [Fact]
    public void An_adversarial_shift_moves_every_example_by_its_length_down_the_slope_of_its_label()
    {
        const double Length = 0.01;
        ClassificationRbm rbm = EnumeratedClassifier.Random(Visible, Classes, Hidden, seed: 4);
        MachineState data = new()
        {
            [rbm.Visible] = States.From(Examples),
            [rbm.Label] = States.From(LabelExamples.Of(ClassifierLearning.Data(Examples, Labels)).Examples.Rows([.. Enumerable.Range(0, Rows)]))
        };

        Tensor moved = new DiscriminativeGradient(rbm, new DiscriminativeOptions { AdversarialShift = Length })
            .Estimate(data, null, RandomStream.For(1, Purpose.Gibbs)).Data.State[rbm.Visible].AsTensor();

        for (int row = 0; row < Rows; row++)
        {
            double[] step = [.. Enumerable.Range(0, Visible).Select(i => (double)moved[row, i] - Examples[row, i])];
            Assert.Equal(Length, Math.Sqrt(step.Sum(x => x * x)), 1e-6);
            // The norm of the gradient from its components: the effect of a step of this length along each axis.
            double[] slope = [.. Enumerable.Range(0, Visible).Select(i => Slope(rbm, row, i))];
            double norm = Math.Sqrt(slope.Sum(x => x * x));
            TinyTraining.AssertClose([.. slope.Select(x => -Length * x / norm)], step, 2e-5);
        }
    }

    [Fact]
    public void Offsets_are_refused_as_they_cannot_be_taken_from_a_difference_of_phases()
    {
        ClassificationRbm rbm = EnumeratedClassifier.Random(Visible, Classes, Hidden, seed: 4);
        EnergyLearner learner = ClassifierLearning.FullBatch(
            rbm, new DiscriminativeGradient(rbm), ClassifierLearning.Data(Examples, Labels), TinyTraining.Plain with { Offsets = OffsetKind.Centered });

        Assert.Contains("Offsets = OffsetKind.None", Assert.Throws<InvalidOperationException>(() => ClassifierLearning.StepOf(rbm, learner)).Message);
    }

    [Fact]
    public void Shares_outside_their_range_are_refused()
    {
        ClassificationRbm rbm = ClassificationRbm.OfBernoulli(2, 2, 2);
        foreach (DiscriminativeOptions options in (DiscriminativeOptions[])[new() { InputDropout = 1 }, new() { HiddenDropout = -0.1 },
            new() { LabelSmoothing = double.NaN }])
            Assert.Throws<ArgumentException>(() => new DiscriminativeGradient(rbm, options));
    }

    /// <summary>∂ log p(label | v) / ∂v_i by a central difference on the RBM in float32, accurate to 1e-3.</summary>
    private static double Slope(ClassificationRbm rbm, int row, int i)
    {
        const float Step = 1f / 64;
        float At(float by)
        {
            Tensor example = Tensor.From(Examples.Row(row), 1, Visible);
            example[0, i] += by;
            return rbm.LogProbabilities(States.From(example))[0, Labels[row]];
        }

        return (At(Step) - At(-Step)) / (2 * (double)Step);
    }

    private static double Objective(EnumeratedClassifier oracle, int row, double smoothing) => Enumerable.Range(0, Classes).Sum(y =>
        (((1 - smoothing) * (y == Labels[row] ? 1 : 0)) + (smoothing / Classes)) * oracle.LogConditional(EnumeratedRbm.Number(Examples, row), y));
}
