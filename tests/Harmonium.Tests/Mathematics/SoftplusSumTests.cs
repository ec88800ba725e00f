using Harmonium.Mathematics;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Tests.Mathematics;

public sealed class SoftplusSumTests
{
    [Theory]
    [InlineData(0.001)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(1e5)]
    public void The_sum_agrees_with_one_number_at_a_time(double scale)
    {
        const int count = 5003;
        double[] z = new double[SoftplusSum.PaddedLength(count)];
        Array.Fill(z, SoftplusSum.Padding);
        double expected = 0;
        for (int i = 0; i < count; i++)
        {
            z[i] = scale * Math.Sin(i) * 2;
            expected += Math.Max(z[i], 0) + Math.Log(1 + Math.Exp(-Math.Abs(z[i])));
        }

        Assert.Equal(expected, SoftplusSum.Of(z), 1e-12 * expected);
    }

    [Fact]
    public void A_row_is_added_with_its_factor()
    {
        double[] z = [.. Enumerable.Range(0, 16).Select(i => i - 8.0)], row = [.. Enumerable.Range(0, 16).Select(i => Math.Cos(i))];

        double expected = z.Zip(row, (a, b) => SoftplusSum.Softplus(a - (3 * b))).Sum();

        Assert.Equal(expected, SoftplusSum.Of(z, row, -3), 1e-12 * expected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(37)]
    [InlineData(500)]
    public void A_small_difference_keeps_its_digits(int count)
    {
        float[] input = [.. Enumerable.Range(0, count).Select(i => (float)(20 * Math.Sin(i + 1)))];
        float[] bias = [.. Enumerable.Range(0, count).Select(i => (float)Math.Cos(i))];
        const double from = 0.95, to = 0.95001;
        // log(1 + e^b) − log(1 + e^a) = log1p(σ(a) expm1(b − a)), which subtracts nothing.
        double expected = 0;
        for (int i = 0; i < count; i++)
        {
            double a = (from * input[i]) + bias[i], step = (to - from) * input[i];
            expected += double.LogP1(double.ExpM1(step) / (1 + Math.Exp(-a)));
        }

        Assert.Equal(expected, SoftplusSum.Difference(input, bias, from, to), 1e-11);
    }
}
