using Harmonium.Couplings;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Tests.Evaluation;
using Harmonium.Units;

namespace Harmonium.Tests;

public sealed class DenseCouplingTests
{
    private const int Rows = 5;
    private const int Columns = 3;
    private const int Batch = 4;

    public static TheoryData<bool> BitsOrMeans => [true, false];

    [Theory, MemberData(nameof(BitsOrMeans))]
    public void Inputs_in_both_directions_and_the_interaction_are_sums_over_the_weights(bool bits)
    {
        DenseCoupling coupling = Random();
        States first = Some(bits, Rows, 1), second = Some(bits, Columns, 2);
        Tensor x = first.AsTensor(), y = second.AsTensor(), toSecond = coupling.InputTo(coupling.Second, first),
            toFirst = coupling.InputTo(coupling.First, second);
        double[] interaction = coupling.Interaction(first, second);

        for (int example = 0; example < Batch; example++)
        {
            for (int j = 0; j < Columns; j++)
                Assert.Equal(Enumerable.Range(0, Rows).Sum(i => (double)x[example, i] * coupling.Weights[i, j]), toSecond[example, j], 2e-6);
            for (int i = 0; i < Rows; i++)
                Assert.Equal(Enumerable.Range(0, Columns).Sum(j => (double)y[example, j] * coupling.Weights[i, j]), toFirst[example, i], 2e-6);
            Assert.Equal(Enumerable.Range(0, Rows)
                .Sum(i => Enumerable.Range(0, Columns).Sum(j => (double)x[example, i] * coupling.Weights[i, j] * y[example, j])), interaction[example], 5e-6);
        }
    }

    [Fact]
    public void Both_directions_follow_changes_of_the_weights()
    {
        DenseCoupling coupling = Random();
        States one = States.From(Tensor.Filled(1, 1, Rows));
        coupling.InputTo(coupling.Second, one);

        coupling.Weights[2, 1] += 10;
        coupling.Changed();

        Assert.Equal(Enumerable.Range(0, Rows).Sum(i => (double)coupling.Weights[i, 1]), coupling.InputTo(coupling.Second, one)[0, 1], 1e-5);
    }

    [Theory, MemberData(nameof(BitsOrMeans))]
    public void The_gradient_is_the_sum_of_weighted_correlations_of_states_minus_their_offsets(bool bits)
    {
        DenseCoupling coupling = Random();
        (CouplingGradient gradient, double[,] expected) = Centered(bits, coupling);

        Tensor found = coupling.Evaluate(gradient)[0];

        AssertMatrix(expected, found, 1e-5);
    }

    [Theory, MemberData(nameof(BitsOrMeans))]
    public void The_corrections_of_the_biases_are_the_gradient_times_the_offsets(bool bits)
    {
        DenseCoupling coupling = Random();
        (CouplingGradient gradient, double[,] g) = Centered(bits, coupling);

        (Tensor first, Tensor second) = coupling.BiasCorrections(gradient);

        for (int i = 0; i < Rows; i++)
            Assert.Equal(Enumerable.Range(0, Columns).Sum(j => g[i, j] * gradient.Centering!.SecondOffset[j]), first[i], 1e-5);
        for (int j = 0; j < Columns; j++)
            Assert.Equal(Enumerable.Range(0, Rows).Sum(i => g[i, j] * gradient.Centering!.FirstOffset[i]), second[j], 1e-5);
    }

    [Fact]
    public void A_step_moves_the_weights_along_the_gradient_and_both_directions_with_them()
    {
        DenseCoupling coupling = Random();
        (CouplingGradient gradient, double[,] g) = Centered(bits: true, coupling);
        Tensor before = coupling.Weights.Clone();

        float largest = coupling.Ascend(gradient, new AscentStep(0.5f, 0, false, null, 0, 0));

        double[,] expected = new double[Rows, Columns];
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
                expected[i, j] = before[i, j] + (0.5 * g[i, j]);
        }

        AssertMatrix(expected, coupling.Weights, 1e-5);
        Assert.Equal(coupling.Weights.LargestMagnitude(), largest);
        States one = States.From(Tensor.Filled(1, 1, Rows));
        for (int j = 0; j < Columns; j++)
            Assert.Equal(Enumerable.Range(0, Rows).Sum(i => expected[i, j]), coupling.InputTo(coupling.Second, one)[0, j], 1e-5);
    }

    [Fact]
    public void A_gradient_without_offsets_has_no_corrections_of_the_biases() =>
        Assert.Throws<ArgumentException>(() => Random().BiasCorrections(new CouplingGradient([], null)));

    [Fact]
    public void Weights_that_do_not_fit_the_layers_are_refused_with_both_shapes()
    {
        (Layer first, Layer second) = Layers();

        string message = Assert.Throws<ArgumentException>(() => new DenseCoupling(first, second, Tensor.Zeros(Columns, Rows))).Message;

        Assert.Contains("must be [5, 3]", message);
        Assert.Contains("[3, 5]", message);
    }

    [Fact]
    public void A_layer_outside_the_coupling_has_no_opposite()
    {
        Layer stranger = new("stranger", LayerRole.Hidden, new Bernoulli(Columns));

        Assert.Contains("'stranger'", Assert.Throws<ArgumentException>(() => Random().Opposite(stranger)).Message);
    }

    [Fact]
    public void A_clone_has_its_own_weights()
    {
        DenseCoupling coupling = Random();
        (Layer first, Layer second) = Layers();
        DenseCoupling clone = (DenseCoupling)coupling.Clone(first, second);
        float before = coupling.Weights[1, 1];

        Assert.Equal(before, clone.Weights[1, 1]);
        clone.Weights[1, 1] = 7;
        Assert.Equal(before, coupling.Weights[1, 1]);
        Assert.Same(first, clone.First);
    }

    private static (Layer First, Layer Second) Layers() =>
        (new Layer("a", LayerRole.Visible, new Bernoulli(Rows)), new Layer("b", LayerRole.Hidden, new Bernoulli(Columns)));

    private static DenseCoupling Random()
    {
        (Layer first, Layer second) = Layers();
        return new DenseCoupling(first, second, SmallMachines.Normal(Device.Default, 1, 4, 1, Rows, Columns));
    }

    private static States Some(bool bits, int units, ulong seed) => bits
        ? States.From(SmallMachines.Bits(Batch, units, seed))
        : States.Dense(SmallMachines.Normal(Device.Default, 1, seed, 3, Batch, units));

    /// <summary>Two phases, one with weights, and the gradient Σ scale weight (x − μ)(y − λ)ᵀ in double.</summary>
    private static (CouplingGradient Gradient, double[,] Expected) Centered(bool bits, DenseCoupling coupling)
    {
        Tensor weights = Tensor.From([0.4f, 0.3f, 0.2f, 0.1f], Batch), equal = Tensor.Filled(0.25f, Batch);
        Tensor mu = Tensor.From([0.1f, 0.9f, 0.5f, 0.3f, 0.7f], Rows), lambda = Tensor.From([0.2f, 0.6f, 0.4f], Columns);
        StatePair data = new(Some(bits, Rows, 11), Some(bits, Columns, 12), 1, weights);
        StatePair model = new(Some(bits, Rows, 13), Some(bits, Columns, 14), -0.25f);
        Centering centering = new(
            mu, lambda,
            data.First.WeightedSum(weights).AddScaled(model.First.WeightedSum(equal), -1),
            data.Second.WeightedSum(weights).AddScaled(model.Second.WeightedSum(equal), -1));
        double[,] expected = new double[coupling.Weights.Rows, coupling.Weights.Columns];
        for (int example = 0; example < Batch; example++)
        {
            for (int i = 0; i < Rows; i++)
            {
                for (int j = 0; j < Columns; j++)
                {
                    expected[i, j] += weights[example] * (data.First.AsTensor()[example, i] - mu[i]) * (data.Second.AsTensor()[example, j] - lambda[j]);
                    expected[i, j] -= 0.25 * (model.First.AsTensor()[example, i] - mu[i]) * (model.Second.AsTensor()[example, j] - lambda[j]);
                }
            }
        }

        return (new CouplingGradient([data, model], centering), expected);
    }

    private static void AssertMatrix(double[,] expected, Tensor found, double tolerance)
    {
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
                Assert.Equal(expected[i, j], found[i, j], tolerance);
        }
    }
}
