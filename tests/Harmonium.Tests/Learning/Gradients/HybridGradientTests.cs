using Harmonium.Data;
using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Tests.Evaluation;

namespace Harmonium.Tests;

public sealed class HybridGradientTests
{
    private const int Rows = 10;
    private const int Visible = 4;
    private const int Classes = 3;
    private const int Hidden = 3;

    private static readonly Tensor Examples = SmallMachines.Bits(Rows, Visible, seed: 8);
    private static readonly int[] Labels = [.. Enumerable.Range(0, Rows).Select(i => i * 5 % Classes)];
    private static readonly Dataset Data = ClassifierLearning.Data(Examples, Labels);

    [Fact]
    public void A_step_is_the_discriminative_one_and_a_share_of_the_generative_one()
    {
        const double Weight = 0.3;
        double[] discriminative = StepWith(rbm => new DiscriminativeGradient(rbm)), generative = StepWith(rbm => new ContrastiveDivergence(rbm.Machine));

        double[] hybrid = StepWith(rbm =>
            new HybridGradient(rbm, new DiscriminativeGradient(rbm), new ContrastiveDivergence(rbm.Machine), new HybridOptions { GenerativeWeight = Weight }));

        TinyTraining.AssertClose([.. discriminative.Zip(generative, (d, g) => d + (Weight * g))], hybrid, 2e-6);
        Assert.Contains(generative, g => Math.Abs(g) > 0.05);
    }

    [Fact]
    public void Its_mean_step_is_the_gradient_of_the_hybrid_objective_when_chains_are_long()
    {
        const double Weight = 0.5;
        AssertMeanStep(
            rbm => new HybridGradient(rbm, new DiscriminativeGradient(rbm), new ContrastiveDivergence(rbm.Machine, sweeps: 40),
                new HybridOptions { GenerativeWeight = Weight }),
            Rows,
            (oracle, row) => oracle.LogConditional(Number(row), Labels[row]) + (Weight * oracle.LogJoint(Number(row), Labels[row])));
    }

    [Fact]
    public void Examples_without_a_label_add_the_gradient_of_their_own_probability()
    {
        const double Generative = 0.25, Unlabeled = 0.5;
        const int Known = 4;
        AssertMeanStep(
            rbm => new HybridGradient(
                rbm, new DiscriminativeGradient(rbm), new ContrastiveDivergence(rbm.Machine, sweeps: 40),
                    new HybridOptions { GenerativeWeight = Generative, UnlabeledWeight = Unlabeled }),
            Known,
            (oracle, row) => row < Known
                ? oracle.LogConditional(Number(row), Labels[row]) + (Generative * oracle.LogJoint(Number(row), Labels[row]))
                : Unlabeled * oracle.LogMarginal(Number(row)));
    }

    [Fact]
    public void The_sparse_variant_subtracts_a_constant_from_the_hidden_biases()
    {
        double[] plain = StepWith(rbm => new DiscriminativeGradient(rbm));
        double[] sparse = StepWith(rbm => new DiscriminativeGradient(rbm), TinyTraining.Plain with { SparsityBiasDecrement = 0.125 });

        TinyTraining.AssertClose([.. plain[..^Hidden], .. plain[^Hidden..].Select(x => x - 0.125)], sparse, 2e-6);
    }

    [Fact]
    public void Persistent_chains_of_a_hybrid_are_part_of_its_state()
    {
        ClassificationRbm rbm = ClassificationRbm.OfBernoulli(Visible, Classes, Hidden);
        HybridGradient estimator = new(rbm, new DiscriminativeGradient(rbm), new PersistentContrastiveDivergence(rbm.Machine, 1, chains: 5),
            new HybridOptions());

        Assert.Equal(["chains.hidden"], estimator.State.Keys);
    }

    [Fact]
    public void Gradients_of_another_machine_and_negative_weights_are_refused()
    {
        ClassificationRbm rbm = ClassificationRbm.OfBernoulli(Visible, Classes, Hidden), other = ClassificationRbm.OfBernoulli(Visible, Classes, Hidden);

        Assert.Throws<ArgumentException>(() =>
            new HybridGradient(rbm, new DiscriminativeGradient(rbm), new ContrastiveDivergence(other.Machine), new HybridOptions()));
        Assert.Throws<ArgumentException>(() =>
            new HybridGradient(rbm, new DiscriminativeGradient(rbm), new ContrastiveDivergence(rbm.Machine), new HybridOptions { GenerativeWeight = -1 }));
    }

    private static int Number(int row) => EnumeratedRbm.Number(Examples, row);

    private static double[] StepWith(Func<ClassificationRbm, GradientEstimator> estimator, EnergyLearningOptions? options = null)
    {
        ClassificationRbm rbm = EnumeratedClassifier.Random(Visible, Classes, Hidden, seed: 4, scale: 0.7);
        return ClassifierLearning.StepOf(rbm, ClassifierLearning.FullBatch(rbm, estimator(rbm), Data, options));
    }

    /// <summary>The mean over many steps from the same parameters, within five of its own standard errors.</summary>
    private static void AssertMeanStep(Func<ClassificationRbm, GradientEstimator> estimator, int known, Func<EnumeratedClassifier, int, double> objective)
    {
        const int Steps = 1500;
        ClassificationRbm rbm = EnumeratedClassifier.Random(Visible, Classes, Hidden, seed: 4, scale: 0.7);
        EnumeratedClassifier oracle = new(rbm);
        double[] expected = oracle.GradientOf(() => Enumerable.Range(0, Rows).Average(row => objective(oracle, row)));
        double[] sum = new double[expected.Length], squares = new double[expected.Length];
        for (int step = 0; step < Steps; step++)
        {
            ClassificationRbm copy = rbm.Clone();
            double[] found = ClassifierLearning.StepOf(copy, ClassifierLearning.FullBatch(copy, estimator(copy), Data, known: known), step);
            for (int k = 0; k < found.Length; k++)
            {
                sum[k] += found[k];
                squares[k] += found[k] * found[k];
            }
        }

        for (int k = 0; k < expected.Length; k++)
        {
            double mean = sum[k] / Steps, error = Math.Sqrt(Math.Max(0, (squares[k] / Steps) - (mean * mean)) / Steps);
            Assert.InRange(mean, expected[k] - (5 * error) - 1e-5, expected[k] + (5 * error) + 1e-5);
        }
    }
}
