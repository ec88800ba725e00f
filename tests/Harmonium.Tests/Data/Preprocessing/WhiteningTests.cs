using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Tests.Data.Preprocessing;

public sealed class WhiteningTests
{
    [Theory, InlineData(false), InlineData(true)]
    public void Whitened_data_have_no_correlations_and_variance_one(bool centerExamples)
    {
        Dataset data = Correlated(20_000, 6);

        Tensor white = Rows(Whitening.Of(data, regularization: 0, centerExamples).Apply(data));

        // Whitening uses the data's own moments, so only rounding errors remain. Without its mean, an example has one direction less.
        double[,] covariance = Covariance(white);
        double expected = centerExamples ? 5.0 / 6 : 1;
        for (int i = 0; i < 6; i++)
        {
            for (int j = 0; j < 6; j++)
                Assert.InRange(covariance[i, j] - (i == j ? expected : centerExamples ? -1.0 / 6 : 0), -2e-3, 2e-3);
        }
    }

    [Fact]
    public void Directions_without_variance_are_not_amplified()
    {
        Tensor flat = Tensor.Zeros(1000, 3);
        RandomStream.For(3, Purpose.General).FillNormal(flat);
        for (int row = 0; row < 1000; row++)
            flat[row, 2] = flat[row, 1];
        Dataset data = new("flat", new FloatExamples(flat), ItemShape.Vector(3));

        Tensor white = Rows(Whitening.Of(data, regularization: 0.1, centerExamples: false).Apply(data));

        Assert.InRange(Covariance(white)[0, 0], 0.85, 0.95);
        Assert.All(Enumerable.Range(0, 1000), row => Assert.Equal(white[row, 1], white[row, 2], 1e-4));
    }

    [Fact]
    public void Undo_restores_the_data()
    {
        Dataset data = Correlated(500, 4);
        Whitening whitening = Whitening.Of(data, centerExamples: false);
        Tensor before = Rows(data), after = whitening.Undo(Rows(whitening.Apply(data)));
        for (int i = 0; i < before.Count; i++)
            Assert.Equal(before.AsSpan()[i], after.AsSpan()[i], 1e-4);
    }

    [Fact]
    public void Data_that_cannot_be_whitened_are_refused()
    {
        Dataset one = Correlated(1, 3);
        Assert.Contains("at least two examples", Assert.Throws<ArgumentException>(() => Whitening.Of(one)).Message);
        Assert.Contains("it is -1", Assert.Throws<ArgumentException>(() => Whitening.Of(Correlated(5, 3), -1)).Message);
        Assert.Contains("for 3 columns", Assert.Throws<ArgumentException>(() => Whitening.Of(Correlated(5, 3)).Apply(Correlated(5, 4))).Message);
    }

    private static Dataset Correlated(int count, int columns)
    {
        Tensor independent = Tensor.Zeros(count, columns), mix = Tensor.Zeros(columns, columns);
        RandomStream random = RandomStream.For(1, Purpose.General);
        random.FillNormal(independent);
        random.At(1).FillNormal(mix);
        Tensor mixed = independent.Multiply(mix);
        for (int row = 0; row < count; row++)
            mixed[row, 0] += 3;
        return new Dataset("correlated", new FloatExamples(mixed), ItemShape.Vector(columns));
    }

    private static Tensor Rows(Dataset data) => data.Examples.Rows([.. Enumerable.Range(0, data.Count)]);

    private static double[,] Covariance(Tensor x)
    {
        double[] mean = [.. Enumerable.Range(0, x.Columns).Select(i => Enumerable.Range(0, x.Rows).Average(row => (double)x[row, i]))];
        double[,] covariance = new double[x.Columns, x.Columns];
        for (int i = 0; i < x.Columns; i++)
        {
            for (int j = 0; j < x.Columns; j++)
                covariance[i, j] = Enumerable.Range(0, x.Rows).Average(row => (x[row, i] - mean[i]) * (x[row, j] - mean[j]));
        }

        return covariance;
    }
}
