using Harmonium.Learning.EnergyModels;
using Harmonium.Learning.Penalties;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Tests.Evaluation;

namespace Harmonium.Tests;

/// <summary>The effects of weight decay, norm limits and sparsity on a step.</summary>
public sealed class PenaltyTests
{
    private const int Visible = 4;
    private const int Hidden = 3;
    private const int Weights = Visible * Hidden;
    private static readonly Tensor _examples = TinyTraining.Uneven(12, Visible, seed: 4);

    [Fact]
    public void L2_and_L1_affect_only_weights()
    {
        double[] start = EnumeratedRbm.Read(Machine());

        double[] added = AddedBy(TinyTraining.Plain with { L2 = 0.1, L1 = 0.02 });

        TinyTraining.AssertClose([.. start.Select((w, k) => k < Weights ? -(0.1 * w) - (0.02 * Math.Sign(w)) : 0)], added, 2e-6);
    }

    [Fact]
    public void Weights_into_a_hidden_unit_that_are_too_long_are_shortened_and_the_others_left()
    {
        RestrictedBoltzmannMachine free = Machine(), limited = Machine();
        TinyTraining.StepOf(free, TinyTraining.FullBatch(free, _examples, TinyTraining.Plain));
        double[] norms = [.. Enumerable.Range(0, Hidden).Select(j => Math.Sqrt(Enumerable.Range(0, Visible).Sum(i => Math.Pow(free.Weights[i, j], 2))))];
        double limit = norms.Order().ElementAt(1);

        TinyTraining.StepOf(limited, TinyTraining.FullBatch(limited, _examples, TinyTraining.Plain with { MaximumNorm = limit }));

        for (int j = 0; j < Hidden; j++)
        {
            for (int i = 0; i < Visible; i++)
                Assert.Equal(free.Weights[i, j] * Math.Min(1, limit / norms[j]), limited.Weights[i, j], 2e-6);
        }

        // The other direction follows too.
        States one = States.From(Tensor.Filled(1, 1, Visible));
        Assert.Equal(Enumerable.Range(0, Visible).Sum(i => (double)limited.Weights[i, 0]), limited.HiddenInput(one)[0, 0], 1e-5);
    }

    [Fact]
    public void Cross_entropy_pulls_biases_and_weights_by_the_distance_of_the_running_mean_from_the_target()
    {
        EnumeratedRbm oracle = new(Machine());
        double[] moments = oracle.Moments(Share);
        double[] pull = [.. Enumerable.Range(0, Hidden).Select(j => 0.3 * (0.2 - ((0.9 * 0.2) + (0.1 * moments[Weights + Visible + j]))))];

        double[] added = AddedBy(TinyTraining.Plain with { Sparsity = new SparsityOptions { Target = 0.2, Cost = 0.3, Decay = 0.9 } });

        for (int j = 0; j < Hidden; j++)
        {
            Assert.Equal(pull[j], added[Weights + Visible + j], 2e-6);
            for (int i = 0; i < Visible; i++)
                Assert.Equal(pull[j] * moments[Weights + i], added[(i * Hidden) + j], 2e-6);
        }

        Assert.All(added[Weights..(Weights + Visible)], x => Assert.Equal(0, x, 1e-6));
    }

    [Fact]
    public void The_running_mean_continues_from_step_to_step()
    {
        RestrictedBoltzmannMachine rbm = Machine();
        EnergyLearner learner = TinyTraining.FullBatch(rbm, _examples,
            TinyTraining.Plain with { Sparsity = new SparsityOptions { Target = 0.2, Cost = 0.3, Decay = 0.75 } });
        double[] running = [0.2, 0.2, 0.2];
        for (int step = 0; step < 3; step++)
        {
            double[] moments = new EnumeratedRbm(rbm).Moments(Share);
            for (int j = 0; j < Hidden; j++)
                running[j] = (0.75 * running[j]) + (0.25 * moments[Weights + Visible + j]);
            TinyTraining.Run(learner, step, step + 1, epochs: 10);
        }

        TinyTraining.AssertClose(running, [.. learner.State["activity.hidden"].AsSpan().ToArray().Select(x => (double)x)], 1e-5);
    }

    [Fact]
    public void Kullback_Leibler_sparsity_is_the_gradient_of_the_divergence_from_the_target()
    {
        EnumeratedRbm oracle = new(Machine());
        double[] expected = oracle.GradientOf(() =>
        {
            double[] moments = oracle.Moments(Share);
            return -0.3 * Enumerable.Range(0, Hidden).Sum(j =>
            {
                double q = moments[Weights + Visible + j];
                return (0.2 * Math.Log(0.2 / q)) + (0.8 * Math.Log(0.8 / (1 - q)));
            });
        });

        double[] added = AddedBy(TinyTraining.Plain with { Sparsity = new SparsityOptions { Target = 0.2, Cost = 0.3, Kind = SparsityKind.KullbackLeibler } });

        TinyTraining.AssertClose(expected, added, 3e-6);
    }

    [Theory]
    [InlineData(SparsityKind.CrossEntropy)]
    [InlineData(SparsityKind.KullbackLeibler)]
    public void Sparsity_draws_the_mean_activation_toward_the_target(SparsityKind kind)
    {
        RestrictedBoltzmannMachine free = Machine(), sparse = Machine();
        TinyTraining.Run(TinyTraining.FullBatch(free, _examples, TinyTraining.Plain with { LearningRate = 0.2 }), 0, 300, epochs: 300);
        TinyTraining.Run(TinyTraining.FullBatch(sparse, _examples,
            TinyTraining.Plain with { LearningRate = 0.2, Sparsity = new SparsityOptions { Target = 0.1, Cost = 3, Kind = kind } }), 0, 300, epochs: 300);

        Assert.True(Distance(sparse) < Distance(free) / 2, $"{Distance(sparse)} and {Distance(free)}");

        static double Distance(RestrictedBoltzmannMachine rbm) => new EnumeratedRbm(rbm).Moments(Share)[(Weights + Visible)..].Sum(q => Math.Abs(q - 0.1));
    }

    [Theory]
    [InlineData("target", 0.0, 0.1, 0.9)]
    [InlineData("target", 1.0, 0.1, 0.9)]
    [InlineData("cost", 0.1, -1.0, 0.9)]
    [InlineData("decay", 0.1, 0.1, 1.0)]
    public void Sparsity_out_of_range_is_refused(string word, double target, double cost, double decay) =>
        AssertRefused(word, TinyTraining.Plain with { Sparsity = new SparsityOptions { Target = target, Cost = cost, Decay = decay } });

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        AssertRefused("offset rate", TinyTraining.Plain with { OffsetRate = 1.5 });
        AssertRefused("negative", TinyTraining.Plain with { L1 = -0.1 });
        AssertRefused("negative", TinyTraining.Plain with { L2 = double.NaN });
        AssertRefused("maximum norm", TinyTraining.Plain with { MaximumNorm = 0 });
        AssertRefused("averaging", TinyTraining.Plain with { AverageFrom = 1 });
    }

    [Fact]
    public void Data_of_another_width_are_refused() =>
        Assert.Contains("has 5 values per example, but the layer 'visible' has 4 units",
            Assert.Throws<ArgumentException>(() => TinyTraining.FullBatch(Machine(), SmallMachines.Bits(3, 5, 1), TinyTraining.Plain)).Message);

    private static void AssertRefused(string word, EnergyLearningOptions options) =>
        Assert.Contains(word, Assert.Throws<ArgumentException>(() => TinyTraining.FullBatch(Machine(), _examples, options)).Message);

    private static RestrictedBoltzmannMachine Machine() => SmallMachines.Random(Visible, Hidden, 1, seed: 3);

    private static double Share(int v) => Enumerable.Range(0, 12).Count(row => EnumeratedRbm.Number(_examples, row) == v) / 12.0;

    /// <summary>Returns the effect of options on a step at rate 1.</summary>
    private static double[] AddedBy(EnergyLearningOptions options)
    {
        RestrictedBoltzmannMachine without = Machine(), with = Machine();
        double[] plain = TinyTraining.StepOf(without, TinyTraining.FullBatch(without, _examples, TinyTraining.Plain));
        return [.. TinyTraining.StepOf(with, TinyTraining.FullBatch(with, _examples, options)).Select((x, k) => x - plain[k])];
    }
}
