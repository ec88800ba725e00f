using Harmonium.Data.Preprocessing;
using Harmonium.Learning;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Tests;

public sealed class ExampleSourceTests
{
    private const int Columns = 7;

    [Fact]
    public void Samples_depend_only_on_the_seed_and_the_step()
    {
        ExampleSource inOrder = Source(), backward = Source();
        float[][] bits = [.. Enumerable.Range(0, 12).Select(step => Bits(inOrder, step))];

        for (int step = 11; step >= 0; step--)
            Assert.Equal(bits[step], Bits(backward, step));
        Assert.NotEqual(bits[5], Bits(Source(seed: 2), 5));
    }

    [Fact]
    public void The_examples_of_a_step_are_drawn_with_the_stream_of_that_step()
    {
        ExampleSource source = Source();
        for (int step = 0; step < 6; step++)
        {
            Tensor gray = source.Batches.Data.Examples.Rows(source.Batches.RowsOf(step));
            RandomStream random = RandomStream.For(1, Purpose.Binarization, step);
            Assert.Equal(
                [.. Enumerable.Range(0, gray.Count).Select(k => random.Bernoulli(gray[k / Columns, k % Columns], k / Columns, k % Columns) ? 1f : 0f)],
                Bits(source, step));
        }
    }

    [Fact]
    public void Gray_values_are_the_fraction_of_visits_that_are_on()
    {
        const int Epochs = 2000;
        ExampleSource source = Source();
        Tensor gray = Gray();
        double[] on = new double[gray.Count];
        for (int step = 0; step < 3 * Epochs; step++)
        {
            Tensor bits = source.StatesOf(step).AsTensor();
            foreach ((int row, int example) in source.Batches.RowsOf(step).ToArray().Index())
            {
                for (int i = 0; i < Columns; i++)
                    on[(example * Columns) + i] += bits[row, i];
            }
        }

        for (int k = 0; k < on.Length; k++)
        {
            double p = gray[k / Columns, k % Columns];
            // 77 values are tested: 4.5 standard errors.
            Assert.InRange(Math.Abs((on[k] / Epochs) - p), 0, 4.5 * Math.Sqrt(p * (1 - p) / Epochs));
        }
    }

    [Fact]
    public void Without_binarization_the_values_stay_gray()
    {
        ExampleSource source = Source(Binarization.None);

        Assert.Equal(source.Batches.Data.Examples.Rows(source.Batches.RowsOf(1)).AsSpan().ToArray(), Bits(source, 1));
    }

    [Fact]
    public void A_threshold_makes_the_same_bits_at_every_visit()
    {
        ExampleSource source = Source(Binarization.Threshold);
        Tensor gray = Gray();

        for (int step = 0; step < 6; step++)
        {
            float[] bits = Bits(source, step);
            foreach ((int row, int example) in source.Batches.RowsOf(step).ToArray().Index())
            {
                for (int i = 0; i < Columns; i++)
                    Assert.Equal(gray[example, i] >= 0.5 ? 1 : 0, bits[(row * Columns) + i]);
            }
        }
    }

    [Fact]
    public void The_weights_of_a_batch_are_those_of_its_examples_and_sum_to_1()
    {
        float[] weights = [.. Enumerable.Range(1, 11).Select(i => (float)i)];
        ExampleSource source = new(TinyTraining.Data(Gray()), 4, 1, Binarization.Sampled, Device.Default) { Weights = weights };

        for (int step = 0; step < 6; step++)
        {
            int[] rows = source.Batches.RowsOf(step).ToArray();
            Tensor found = source.WeightsOf(step)!;
            for (int i = 0; i < rows.Length; i++)
                Assert.Equal(weights[rows[i]] / rows.Sum(row => weights[row]), found[i], 1e-6);
        }
    }

    [Fact]
    public void A_batch_without_weight_is_refused_with_its_step()
    {
        ExampleSource source = new(TinyTraining.Data(Gray()), 4, 1, Binarization.Sampled, Device.Default) { Weights = new float[11] };

        Assert.Contains("step 2 sum to 0", Assert.Throws<ArgumentException>(() => source.WeightsOf(2)).Message);
        Assert.Null(Source().WeightsOf(2));
    }

    private static ExampleSource Source(Binarization binarization = Binarization.Sampled, ulong seed = 1) =>
        new(TinyTraining.Data(Gray()), 4, seed, binarization, Device.Default);

    /// <summary>11 examples with values from 0 to 1.</summary>
    private static Tensor Gray() => Tensor.From([.. Enumerable.Range(0, 11 * Columns).Select(k => k % 13 / 12f)], 11, Columns);

    private static float[] Bits(ExampleSource source, long step) => source.StatesOf(step).AsTensor().AsSpan().ToArray();
}
