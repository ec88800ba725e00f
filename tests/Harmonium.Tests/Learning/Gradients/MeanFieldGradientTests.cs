using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Gradients;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Tests.Evaluation;

namespace Harmonium.Tests;

public sealed class MeanFieldGradientTests
{
    private const int Visible = 5;
    private const int Hidden = 4;

    [Fact]
    public void The_second_order_is_nearer_to_the_exact_gradient_than_the_first_and_both_are_near_for_weak_weights()
    {
        double naive = 0, tap = 0, uncoupled = 0;
        for (ulong seed = 1; seed <= 5; seed++)
        {
            RestrictedBoltzmannMachine rbm = SmallMachines.Random(Visible, Hidden, 0.4, seed);
            naive += Error(rbm, MeanFieldOrder.Naive);
            tap += Error(rbm, MeanFieldOrder.Tap);
            RestrictedBoltzmannMachine without = new(rbm.Visible.Units.Clone(), rbm.Hidden.Units.Clone());
            uncoupled += Distance(ExactStep(rbm), ExactStep(without));
        }

        Assert.True(tap < naive / 4, $"{tap} against {naive}");
        Assert.True(naive < uncoupled, $"{naive} against {uncoupled}");
    }

    [Fact]
    public void Magnetisations_solve_their_equations()
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(Visible, Hidden, 0.5, seed: 2);
        MeanFieldGradient estimator = new(rbm.Machine, 1, new MeanFieldOptions { Points = 3, Iterations = 200, Kick = 0 });
        Phase model = Estimate(rbm, estimator).Model;

        Tensor v = model.State[rbm.Visible].AsTensor(), h = model.State[rbm.Hidden].AsTensor();
        for (int j = 0; j < Hidden; j++)
        {
            // Gabrié, Tramel, Krzakala 2015, eq. 9: m_j = σ(b_j + Σ W m_i − (m_j − ½) Σ W² (m_i − m_i²)).
            double input = SmallMachines.Bias(rbm.Hidden)[j], reaction = 0;
            for (int i = 0; i < Visible; i++)
            {
                input += rbm.Weights[i, j] * v[0, i];
                reaction += rbm.Weights[i, j] * rbm.Weights[i, j] * (v[0, i] - (v[0, i] * v[0, i]));
            }

            Assert.Equal(1 / (1 + Math.Exp(-(input - ((h[0, j] - 0.5) * reaction)))), h[0, j], 2e-5);
        }
    }

    [Fact]
    public void Learning_with_either_order_makes_the_data_likelier()
    {
        foreach (MeanFieldOrder order in Enum.GetValues<MeanFieldOrder>())
        {
            RestrictedBoltzmannMachine rbm = SmallMachines.Random(Visible, Hidden, 0.05, seed: 2);
            Tensor examples = TinyTraining.Uneven(30, Visible, seed: 4);
            double before = LogLikelihood(rbm, examples);
            EnergyLearner learner = TinyTraining.FullBatch(rbm, examples, new EnergyLearningOptions { LearningRate = 0.1 },
                new MeanFieldGradient(rbm.Machine, 1, new MeanFieldOptions { Order = order, Points = 20 }));

            TinyTraining.Run(learner, 0, 300, epochs: 300);

            double best = BestOf(examples), after = LogLikelihood(rbm, examples);
            Assert.True(after > before + (0.5 * (best - before)), $"{order}: from {before} to {after}, the exact gradient {best}");
        }
    }

    [Theory]
    [InlineData(OffsetKind.Centered)]
    [InlineData(OffsetKind.None)]
    public void The_step_of_the_second_order_has_the_correlations_in_weights_and_biases(OffsetKind offsets)
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(Visible, Hidden, 0.5, seed: 2);
        Tensor examples = TinyTraining.Uneven(12, Visible, seed: 4);
        MeanFieldOptions options = new() { Points = 3, Iterations = 100, Kick = 0 };
        Statistics statistics = Estimate(rbm, new MeanFieldGradient(rbm.Machine, 1, options), examples);
        double[] expected = Step(rbm, statistics, offsets == OffsetKind.Centered);

        double[] found = TinyTraining.StepOf(rbm,
            TinyTraining.FullBatch(rbm, examples, TinyTraining.Plain with { Offsets = offsets, OffsetRate = 1 },
            new MeanFieldGradient(rbm.Machine, 1, options)));

        TinyTraining.AssertClose(expected, found, 2e-5);
    }

    private static Statistics Estimate(RestrictedBoltzmannMachine rbm, MeanFieldGradient estimator, Tensor? examples = null) =>
        estimator.Estimate(new MachineState { [rbm.Visible] = States.From(examples ?? SmallMachines.Bits(10, Visible, 6)) }, null,
            RandomStream.For(1, Purpose.Gibbs));

    /// <summary>The step at offsets equal to the data means, from sums over points in double.</summary>
    private static double[] Step(RestrictedBoltzmannMachine rbm, Statistics statistics, bool centered)
    {
        double[,] g = new double[Visible, Hidden];
        double[] dv = new double[Visible], dh = new double[Hidden], mu = new double[Visible], lambda = new double[Hidden];
        foreach ((Phase phase, double sign) in (ReadOnlySpan<(Phase, double)>)[(statistics.Data, 1.0), (statistics.Model, -1.0)])
        {
            Tensor v = phase.State[rbm.Visible].AsTensor(), h = phase.State[rbm.Hidden].AsTensor();
            for (int row = 0; row < v.Rows; row++)
            {
                double weight = sign / v.Rows;
                for (int i = 0; i < Visible; i++)
                {
                    dv[i] += weight * v[row, i];
                    mu[i] += sign > 0 ? weight * v[row, i] : 0;
                    for (int j = 0; j < Hidden; j++)
                    {
                        g[i, j] += weight * v[row, i] * h[row, j];
                        if (sign < 0)
                            g[i, j] += weight * rbm.Weights[i, j] * (v[row, i] - (v[row, i] * v[row, i])) * (h[row, j] - (h[row, j] * h[row, j]));
                    }
                }

                for (int j = 0; j < Hidden; j++)
                {
                    dh[j] += weight * h[row, j];
                    lambda[j] += sign > 0 ? weight * h[row, j] : 0;
                }
            }
        }

        double[] a = [.. dv], b = [.. dh];
        for (int i = 0; i < Visible && centered; i++)
        {
            for (int j = 0; j < Hidden; j++)
            {
                g[i, j] -= (mu[i] * dh[j]) + (dv[i] * lambda[j]);
                a[i] -= g[i, j] * lambda[j];
                b[j] -= g[i, j] * mu[i];
            }
        }

        return [.. g.Cast<double>(), .. a, .. b];
    }

    private static double Error(RestrictedBoltzmannMachine rbm, MeanFieldOrder order)
    {
        Tensor examples = SmallMachines.Bits(10, Visible, 6);
        MeanFieldGradient estimator = new(rbm.Machine, 1, new MeanFieldOptions { Order = order, Points = 2, Iterations = 200, Kick = 0 });
        double[] exact = ExactStep(rbm);
        double[] found = TinyTraining.StepOf(rbm, TinyTraining.FullBatch(rbm, examples, TinyTraining.Plain, estimator));
        return Distance(exact, found);
    }

    private static double[] ExactStep(RestrictedBoltzmannMachine rbm)
    {
        RestrictedBoltzmannMachine copy = rbm.Clone();
        return TinyTraining.StepOf(copy, TinyTraining.FullBatch(copy, SmallMachines.Bits(10, Visible, 6), TinyTraining.Plain));
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    private static double LogLikelihood(RestrictedBoltzmannMachine rbm, Tensor examples) => new EnumeratedRbm(rbm).LogLikelihood(examples, TinyTraining.Equal(examples.Rows));

    private static double BestOf(Tensor examples)
    {
        RestrictedBoltzmannMachine rbm = SmallMachines.Random(Visible, Hidden, 0.05, seed: 2);
        TinyTraining.Run(TinyTraining.FullBatch(rbm, examples, new EnergyLearningOptions { LearningRate = 0.1 }), 0, 300, epochs: 300);
        return LogLikelihood(rbm, examples);
    }
}
