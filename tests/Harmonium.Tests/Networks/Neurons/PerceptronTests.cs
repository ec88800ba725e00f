using Harmonium.Data;
using Harmonium.Networks.Neurons;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Tests.Networks.Neurons;

public sealed class PerceptronTests
{
    [Fact]
    public void It_makes_no_more_mistakes_than_Novikoff_allows_and_bounds_the_margin_from_above()
    {
        for (int set = 0; set < 200; set++)
        {
            RandomStream random = RandomStream.For((ulong)set, Purpose.General);
            const int Count = 30, Inputs = 4;
            double[] plane = [.. Enumerable.Range(0, Inputs + 1).Select(i => (double)random.Normal(0, i))];
            double length = Math.Sqrt(plane.Sum(w => w * w));
            List<float> values = [];
            List<int> labels = [];
            double radius = 0, margin = double.PositiveInfinity;
            for (int i = 0; labels.Count < Count; i++)
            {
                float[] x = [.. Enumerable.Range(0, Inputs).Select(j => random.At(1).Normal(i, j))];
                double distance = (x.Select((number, j) => number * plane[j]).Sum() + plane[^1]) / length;
                if (Math.Abs(distance) < 0.1)
                    continue;
                values.AddRange(x);
                labels.Add(distance > 0 ? 1 : 0);
                margin = Math.Min(margin, Math.Abs(distance));
                radius = Math.Max(radius, Math.Sqrt(1 + x.Sum(number => (double)number * number)));
            }

            Perceptron perceptron = new(Inputs);
            PerceptronResult result = perceptron.Learn(Examples([.. values], Inputs, [.. labels]), new PerceptronOptions { Epochs = 100_000 },
                cancel: TestContext.Current.CancellationToken);

            Assert.Equal(PerceptronEnd.Separated, result.End);
            Assert.True(result.Mistakes <= radius * radius / (margin * margin),
                $"Set {set}: {result.Mistakes} mistakes, allowed {radius * radius / (margin * margin):F0}.");
            Assert.True(result.MarginBound >= margin * (1 - 1e-5), $"Set {set}: bound {result.MarginBound}, margin {margin}.");
        }
    }

    [Fact]
    public void It_learns_or_and_and_and_sees_that_xor_cannot_be_learned()
    {
        float[] corners = [0, 0, 0, 1, 1, 0, 1, 1];

        Assert.Equal(PerceptronEnd.Separated,
            new Perceptron(2).Learn(Examples(corners, 2, [0, 1, 1, 1]), new PerceptronOptions(), cancel: TestContext.Current.CancellationToken).End);
        Assert.Equal(PerceptronEnd.Separated,
            new Perceptron(2).Learn(Examples(corners, 2, [0, 0, 0, 1]), new PerceptronOptions(), cancel: TestContext.Current.CancellationToken).End);
        PerceptronResult xor = new Perceptron(2)
            .Learn(Examples(corners, 2, [0, 1, 1, 0]), new PerceptronOptions(), cancel: TestContext.Current.CancellationToken);
        Assert.Equal(PerceptronEnd.Cycle, xor.End);
        Assert.False(xor.Separable);
    }

    [Fact]
    public void Real_numbers_that_cannot_be_separated_are_recognized_by_their_margin()
    {
        float[] values = [.. Enumerable.Range(0, 80).Select(i => RandomStream.For(2, Purpose.General).Normal(i))];
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 2)];

        PerceptronResult result = new Perceptron(2)
            .Learn(Examples(values, 2, labels), new PerceptronOptions { Epochs = 100_000, LeastMargin = 0.02 }, cancel: TestContext.Current.CancellationToken);

        Assert.Equal(PerceptronEnd.NoMargin, result.End);
    }

    [Fact]
    public void Averaged_weights_are_the_mean_over_all_examples_seen()
    {
        float[] values = [1, 0, 0, 1, 1, 1, -1, 0.5f];
        int[] labels = [0, 1, 2, 1];
        Dataset data = Examples(values, 2, labels);
        Perceptron averaged = new(2, 3), plain = new(2, 3);
        averaged.Learn(data, new PerceptronOptions { Epochs = 2, Averaged = true }, cancel: TestContext.Current.CancellationToken);

        // An epoch of single examples gives the weights after each.
        double[] mean = new double[9];
        int steps = 0;
        for (int epoch = 0; epoch < 2; epoch++)
        {
            bool mistakes = false;
            for (int i = 0; i < 4; i++, steps++)
            {
                mistakes |= plain.Learn(data.Range(i, 1), new PerceptronOptions { Epochs = 1 }, cancel: TestContext.Current.CancellationToken).Mistakes > 0;
                for (int k = 0; k < 9; k++)
                    mean[k] += plain.Weights.AsSpan()[k];
            }

            if (!mistakes)
                break;
        }

        for (int k = 0; k < 9; k++)
            Assert.Equal(mean[k] / steps, averaged.Weights.AsSpan()[k], 1e-6);
    }

    private static Dataset Examples(float[] values, int inputs, int[] labels) =>
        new("points", new FloatExamples(Harmonium.Numerics.Tensor.From(values, labels.Length, inputs)), ItemShape.Vector(inputs)) { Labels = labels };
}
