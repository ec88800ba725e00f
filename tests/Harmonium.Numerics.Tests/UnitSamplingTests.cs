using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics.Tests;

/// <summary>Samples of units that are not binary.</summary>
public sealed class UnitSamplingTests
{
    private const int Rows = 37;
    private const int Columns = 45;

    [Theory]
    [InlineData(nameof(UnitLaw.Normal))]
    [InlineData(nameof(UnitLaw.UnitInterval))]
    public void Values_and_means_of_a_law_are_the_same_at_every_width_and_for_any_number_of_threads(string lawName) => Devices.SameBitsOnAll(device =>
    {
        UnitLaw law = Enum.Parse<UnitLaw>(lawName);
        Tensor x = Uniform(device, Rows, Columns, -4, 4, 1), values = Tensor.Aligned(device, Rows, Columns), means = Tensor.Zeros(device, Rows, Columns);
        x.Draw(law, Row(device, -1, 1), law == UnitLaw.Normal ? Row(device, 0.5f, 2) : null, RandomStream.For(3, Purpose.General), values, means);
        return [.. values.Contiguous().AsSpan(), .. means.AsSpan()];
    });

    [Theory]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(45)]
    public void One_hot_blocks_are_the_same_at_every_width_and_have_one_unit_each(int block)
    {
        float[] both = Devices.SameBitsOnAll(device =>
        {
            Tensor x = Uniform(device, Rows, Columns, -4, 4, 1), means = Tensor.Zeros(device, Rows, Columns);
            States states = x.SampleBlocks(Row(device, -1, 1), block, RandomStream.For(3, Purpose.General), means: means);
            return [.. states.AsTensor().AsSpan(), .. means.AsSpan()];
        });
        foreach (float[] part in both.Chunk(block))
            Assert.Equal(1, part.Sum(), 1e-5);
        Assert.All(both.Take(Rows * Columns), x => Assert.True(x is 0 or 1));
    }

    [Fact]
    public void Counts_are_the_same_at_every_width_and_add_up_to_the_draws()
    {
        int[] draws = [.. Enumerable.Range(0, Rows).Select(row => row)];
        float[] both = Devices.SameBitsOnAll(device =>
        {
            Tensor x = Uniform(device, Rows, Columns, -4, 4, 1), means = Tensor.Zeros(device, Rows, Columns);
            States states = x.SampleCounts(Row(device, -1, 1), draws, RandomStream.For(3, Purpose.General), means);
            return [.. states.AsTensor().AsSpan(), .. means.AsSpan()];
        });
        for (int row = 0; row < Rows; row++)
        {
            Assert.Equal(draws[row], both.Skip(row * Columns).Take(Columns).Sum());
            Assert.Equal(draws[row], both.Skip((Rows + row) * Columns).Take(Columns).Sum(), 1e-3);
        }
    }

    [Fact]
    public void States_of_counts_have_the_products_and_sums_of_their_dense_values()
    {
        Tensor x = Uniform(Device.Default, Rows, Columns, -3, 3, 1), matrix = Tensor.Aligned(Device.Default, Columns, 20),
            vector = Uniform(Device.Default, 1, Columns, -1, 1, 4).Reshape(Columns);
        RandomStream.For(1, Purpose.General).FillNormal(matrix);
        States counts = x.SampleCounts(Tensor.Zeros(Columns), [.. Enumerable.Repeat(12, Rows)], RandomStream.For(3, Purpose.General));
        States dense = States.Dense(counts.AsTensor().Clone());
        Tensor weights = Uniform(Device.Default, 1, Rows, 0, 1, 5).Reshape(Rows);

        AssertClose(dense.Multiply(matrix), counts.Multiply(matrix));
        AssertClose(dense.WeightedSum(weights).Reshape(1, -1), counts.WeightedSum(weights).Reshape(1, -1));
        double[] expected = dense.Dot(vector), found = counts.Dot(vector);
        for (int row = 0; row < Rows; row++)
            Assert.Equal(expected[row], found[row], 1e-5);
    }

    [Theory]
    [InlineData(5, 0.3)] // by inversion
    [InlineData(40, 0.9)]
    [InlineData(60, 0.4)] // by rejection
    [InlineData(1000, 0.7)]
    public void Binomial_counts_have_the_binomial_distribution(int trials, double probability)
    {
        const int Draws = 100_000;
        RandomStream random = RandomStream.For(1, Purpose.General);
        int[] counts = new int[trials + 1];
        for (int i = 0; i < Draws; i++)
            counts[random.Binomial(trials, probability, i / 100, i % 100)]++;

        double log = trials * Math.Log(1 - probability);
        for (int k = 0; k <= trials; k++)
        {
            double p = Math.Exp(log);
            // 4.5 standard errors, for about a thousand counts. Rare counts are skipped because they are not normal.
            if (p * Draws > 20)
                Assert.InRange((counts[k] - (p * Draws)) / Math.Sqrt(p * (1 - p) * Draws), -4.5, 4.5);
            log += Math.Log((trials - k) / (k + 1.0)) + Math.Log(probability / (1 - probability));
        }
    }

    [Theory]
    [InlineData(2.5, 2.517638, 0.955594)]
    [InlineData(-1.5, 0.438677, 0.149547)]
    [InlineData(-8, 0.121368, 0.0143249)]
    public void Truncated_normal_numbers_have_the_moments_of_the_truncated_normal_distribution(double mean, double expected, double variance)
    {
        // The truncated normal distribution: m = μ + φ(μ) / Φ(μ), 1 − m (m − μ).
        const int Draws = 100_000;
        RandomStream random = RandomStream.For(2, Purpose.General);
        double[] drawn = [.. Enumerable.Range(0, Draws).Select(i => random.NormalAboveZero(mean, i / 100, i % 100))];
        Assert.All(drawn, x => Assert.True(x >= 0));
        Assert.InRange((drawn.Average() - expected) / Math.Sqrt(variance / Draws), -4, 4);
    }

    private static Tensor Uniform(Device device, int rows, int columns, float from, float to, ulong seed)
    {
        Tensor x = Tensor.Zeros(device, rows, columns);
        RandomStream.For(seed, Purpose.General).FillUniform(x, from, to);
        return x;
    }

    private static Tensor Row(Device device, float from, float to) => Uniform(device, 1, Columns, from, to, 2).Reshape(Columns);

    private static void AssertClose(Tensor expected, Tensor found)
    {
        for (int row = 0; row < expected.Rows; row++)
        {
            for (int column = 0; column < expected.Columns; column++)
                Assert.Equal(expected[row, column], found[row, column], 1e-4);
        }
    }
}
