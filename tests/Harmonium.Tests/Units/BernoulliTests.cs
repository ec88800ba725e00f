using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Tests;

public sealed class BernoulliTests
{
    [Fact]
    public void The_energy_is_minus_the_sum_of_the_biases_of_active_units()
    {
        Bernoulli units = new(Tensor.From([0.5f, -2, 4], 3));

        Assert.Equal([0, -4.5, 2], units.Energy(States.From(Tensor.From([0, 0, 0, 1, 0, 1, 0, 1, 0], 3, 3))));
    }

    [Fact]
    public void Results_are_finite_for_inputs_far_from_0()
    {
        Bernoulli units = new(Tensor.From([1, -1], 2));
        Tensor input = Tensor.From([1000, -1000], 1, 2);

        Assert.Equal(1001, units.LogPartition(input)[0], 1e-3);
        Assert.Equal([1f, 0f], units.Mean(input).AsSpan().ToArray());
    }

    [Fact]
    public void A_pixel_that_is_never_or_always_on_is_smoothed_by_half_an_example()
    {
        Bernoulli units = new(2);

        units.FitIndependently(Tensor.From([0, 1], 2), examples: 99);

        Assert.Equal(Math.Log(0.5 / 99.5), units.Bias[0], 1e-5);
        Assert.Equal(Math.Log(99.5 / 0.5), units.Bias[1], 1e-5);
    }

    [Fact]
    public void A_matrix_of_biases_is_refused() =>
        Assert.Contains("[2, 3]", Assert.Throws<ArgumentException>(() => new Bernoulli(Tensor.Zeros(2, 3))).Message);

    [Fact]
    public void A_layer_without_units_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Bernoulli(0));
}
