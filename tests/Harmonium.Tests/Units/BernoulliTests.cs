using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Tests;

public sealed class BernoulliTests
{
    [Fact]
    public void The_energy_is_less_the_bias_of_every_unit_that_is_on()
    {
        Bernoulli units = new(Tensor.From([0.5f, -2, 4], 3));

        Assert.Equal([0, -4.5, 2], units.Energy(States.From(Tensor.From([0, 0, 0, 1, 0, 1, 0, 1, 0], 3, 3))));
    }

    [Fact]
    public void Inputs_far_from_0_leave_the_numbers_finite()
    {
        Bernoulli units = new(Tensor.From([1, -1], 2));
        Tensor input = Tensor.From([1000, -1000], 1, 2);

        Assert.Equal(1001, units.LogPartition(input)[0], 1e-3);
        Assert.Equal([1f, 0f], units.Mean(input).AsSpan().ToArray());
    }

    [Fact]
    public void A_pixel_that_never_or_always_occurs_gets_half_an_example_of_doubt()
    {
        Bernoulli units = new(2);

        units.FitIndependently(Tensor.From([0, 1], 2), examples: 99);

        Assert.Equal(Math.Log(0.5 / 99.5), units.Bias[0], 1e-5);
        Assert.Equal(Math.Log(99.5 / 0.5), units.Bias[1], 1e-5);
    }

    [Fact]
    public void Biases_that_are_a_matrix_are_refused() =>
        Assert.Contains("[2, 3]", Assert.Throws<ArgumentException>(() => new Bernoulli(Tensor.Zeros(2, 3))).Message);

    [Fact]
    public void A_layer_without_units_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Bernoulli(0));
}
