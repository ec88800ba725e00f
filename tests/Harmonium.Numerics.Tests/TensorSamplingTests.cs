using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics.Tests;

public sealed class TensorSamplingTests
{
    private static readonly RandomStream Stream = new(7, Purpose.Gibbs, 3, 1);
    private static readonly (int Rows, int Columns)[] Sizes = [(0, 5), (5, 0), (1, 1), (9, 65), (17, 130), (3, 1031), (30, 400)];

    [Fact]
    public void Means_of_a_draw_are_SigmoidWithBias_and_bits_are_drawn_with_them_on_every_device()
    {
        foreach ((int rows, int columns) in Sizes)
        {
            foreach (bool aligned in new[] { false, true })
            {
                Devices.SameBitsOnAll(device =>
                {
                    Tensor x = Samples.Random(device, 1, rows, columns, aligned).Scale(4), means = Samples.Random(device, 2, rows, columns, !aligned);
                    Tensor bias = Samples.Random(device, 3, 1, columns).Reshape(columns);

                    States states = x.SampleSigmoid(bias, Stream, means: means);

                    Assert.Equal(x.SigmoidWithBias(bias).Numbers(), means.Numbers());
                    Samples.AssertPaddingIsZero(means);
                    AssertDrawn(states, means);
                    Assert.Equal(states.AsTensor().Numbers(), x.SampleSigmoid(bias, Stream).AsTensor().Numbers());
                    for (int i = 0; i < rows; i++)
                    {
                        for (int j = 0; j < columns; j++)
                            Assert.Equal(1 / (1 + Math.Exp(-(double)(x[i, j] + bias[j]))), means[i, j], 1e-6);
                    }

                    return [.. means.Numbers(), .. states.AsTensor().Numbers()];
                });
            }
        }
    }

    [Fact]
    public void Signs_are_drawn_with_the_logistic_function_of_twice_the_input_and_have_its_hyperbolic_tangent_as_mean_on_every_device()
    {
        foreach ((int rows, int columns) in Sizes)
        {
            foreach (bool aligned in new[] { false, true })
            {
                Devices.SameBitsOnAll(device =>
                {
                    Tensor x = Samples.Random(device, 1, rows, columns, aligned).Scale(4), means = Samples.Random(device, 2, rows, columns, !aligned);
                    Tensor bias = Samples.Random(device, 3, 1, columns).Reshape(columns);

                    States states = x.SampleSigns(bias, Stream, means: means);

                    Samples.AssertPaddingIsZero(means);
                    Assert.True(states.AreSigns);
                    Assert.Equal(x.MeansOfSigns(bias).Numbers(), means.Numbers());
                    Tensor p = x.Clone();
                    for (int i = 0; i < rows; i++)
                    {
                        for (int j = 0; j < columns; j++)
                        {
                            p[i, j] = 2 * (x[i, j] + bias[j]);
                            Assert.Equal(Math.Tanh((double)x[i, j] + bias[j]), means[i, j], 1.2e-7 * 2);
                        }
                    }

                    AssertDrawn(states, p.SigmoidWithBias(Tensor.Zeros(device, columns)), squares: rows * columns);
                    return [.. means.Numbers(), .. states.AsTensor().Numbers()];
                });
            }
        }
    }

    [Fact]
    public void SampleBernoulli_draws_with_the_numbers_as_probabilities_on_every_device()
    {
        foreach ((int rows, int columns) in Sizes)
        {
            foreach (CpuDevice device in Devices.All)
            {
                Tensor p = Samples.Random(device, 1, rows, columns, aligned: true);
                for (int row = 0; row < rows; row++)
                {
                    foreach (ref float x in p.Row(row))
                        x = Math.Abs(x);
                }

                AssertDrawn(p.SampleBernoulli(Stream), p);
            }
        }
    }

    [Fact]
    public void Sampling_into_given_states_overwrites_them()
    {
        CpuDevice device = new(2);
        Tensor x = Samples.Random(device, 1, 9, 65), bias = Tensor.Zeros(device, 65);
        States states = States.From(Tensor.Filled(1, 9, 65).To(device));
        Assert.Equal((1, 585.0), (states.Density, states.AsTensor().SumOfSquares()));
        Assert.Same(states, x.SampleSigmoid(bias, Stream, states));
        States fresh = x.SampleSigmoid(bias, Stream);
        Assert.Equal(fresh.AsTensor().Numbers(), states.AsTensor().Numbers());
        Assert.Equal(fresh.Density, states.Density);
    }

    [Fact]
    public void A_buffer_that_does_not_fit_is_refused()
    {
        Tensor x = Tensor.Zeros(2, 3), bias = Tensor.Zeros(3);
        var size = Assert.Throws<ArgumentException>(() => x.SampleSigmoid(bias, Stream, States.Binary(x.Device, 3, 2)));
        Assert.Contains("[2, 3] are needed; these are [3, 2]", size.Message, StringComparison.Ordinal);
        var kind = Assert.Throws<ArgumentException>(() => x.SampleBernoulli(Stream, States.Dense(Tensor.Zeros(2, 3))));
        Assert.Contains("not binary", kind.Message, StringComparison.Ordinal);
        var signs = Assert.Throws<ArgumentException>(() => x.SampleSigns(bias, Stream, States.Binary(x.Device, 2, 3)));
        Assert.Contains("Signs of shape [2, 3] are needed; these are [2, 3], binary", signs.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => x.SampleSigmoid(bias, Stream, means: Tensor.Zeros(3, 2)));
        Assert.Throws<ArgumentException>(() => x.SigmoidWithBias(Tensor.Zeros(2)));
    }

    private static void AssertDrawn(States states, Tensor probabilities, double? squares = null)
    {
        for (int row = 0; row < states.Rows; row++)
        {
            for (int column = 0; column < states.Columns; column++)
                Assert.Equal(Stream.Bernoulli(probabilities[row, column], row, column), states.Bits![row, column]);
        }

        Assert.Equal(squares ?? states.Bits!.PopulationCount(), states.AsTensor().SumOfSquares());
    }
}
