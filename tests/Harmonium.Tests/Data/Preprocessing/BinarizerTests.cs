using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Numerics;

namespace Harmonium.Tests.Data.Preprocessing;

public sealed class BinarizerTests
{
    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.93f)]
    [InlineData(1f)]
    public void A_sampled_pixel_is_1_as_often_as_its_value_says(float value)
    {
        const int rows = 300, columns = 101;
        Tensor pixels = Tensor.Filled(value, rows, columns);

        Binarizer.Sample(pixels, Binarizer.SampledAt(7, 3));

        double ones = 0;
        foreach (float pixel in pixels.AsSpan())
        {
            Assert.True(pixel is 0 or 1);
            ones += pixel;
        }

        // 4 standard deviations of a binomial mean; exact at 0 and 1.
        double tolerance = 4 * Math.Sqrt(value * (1 - value) / (rows * columns));
        Assert.InRange(ones / (rows * columns), value - tolerance, value + tolerance);
    }

    [Fact]
    public void Sampling_follows_the_step_and_repeats_with_it()
    {
        Assert.Equal(Draw(1, 4), Draw(1, 4));
        Assert.NotEqual(Draw(1, 4), Draw(1, 5));
        Assert.NotEqual(Draw(1, 4), Draw(2, 4));

        static float[] Draw(ulong seed, long step)
        {
            Tensor pixels = Tensor.Filled(0.5f, 4, 50);
            Binarizer.Sample(pixels, Binarizer.SampledAt(seed, step));
            return pixels.AsSpan().ToArray();
        }
    }

    [Fact]
    public void The_threshold_makes_1_from_one_half_on()
    {
        Tensor pixels = Tensor.From([0, 0.49999f, 0.5f, 0.51f, 1], 1, 5);

        Binarizer.Threshold(pixels);

        Assert.Equal([0f, 0, 1, 1, 1], pixels.AsSpan().ToArray());
    }

    [Fact]
    public void Gray_level_128_is_the_first_above_the_threshold()
    {
        Dataset gray = new("gray", new ByteExamples([0, 127, 128, 255], 4), ItemShape.Vector(4)) { Labels = [3] };

        Dataset fixedData = Binarizer.Fix(gray, Binarization.Threshold, seed: 1);

        Assert.Equal([0f, 0, 1, 1], fixedData.Examples.Rows([0]).AsSpan().ToArray());
        Assert.Equal([3], fixedData.Labels!);
    }

    [Fact]
    public void Static_data_are_drawn_once_from_their_seed()
    {
        Dataset gray = new("gray", new FloatExamples(Tensor.Filled(0.25f, 400, 50)), ItemShape.Vector(50));

        Dataset first = Binarizer.Fix(gray, Binarization.Static, seed: 1);

        Assert.Equal(first.Fingerprint, Binarizer.Fix(gray, Binarization.Static, seed: 1).Fingerprint);
        Assert.NotEqual(first.Fingerprint, Binarizer.Fix(gray, Binarization.Static, seed: 2).Fingerprint);
        double mean = first.Examples.Rows([.. Enumerable.Range(0, 400)]).AsSpan().ToArray().Average();
        Assert.InRange(mean, 0.25 - (4 * Math.Sqrt(0.1875 / 20_000)), 0.25 + (4 * Math.Sqrt(0.1875 / 20_000)));
    }

    [Fact]
    public void Kinds_that_keep_the_values_return_the_same_data()
    {
        Dataset gray = new("gray", new ByteExamples([1, 2], 1), ItemShape.Vector(1));

        Assert.Same(gray, Binarizer.Fix(gray, Binarization.None, 1));
        Assert.Same(gray, Binarizer.Fix(gray, Binarization.Sampled, 1));
    }

    [Theory]
    [InlineData(-0.01f)]
    [InlineData(1.01f)]
    [InlineData(float.NaN)]
    public void A_value_outside_0_to_1_is_refused_with_its_place(float value)
    {
        Dataset data = new("odd", new FloatExamples(Tensor.From([0, 1, 0, value], 2, 2)), ItemShape.Vector(2));

        DataFileException error = Assert.Throws<DataFileException>(() => Binarizer.Fix(data, Binarization.Sampled, 1));

        Assert.Contains("example 2", error.Message);
        Assert.Contains("column 2", error.Message);
    }
}
