using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Tests.Mathematics;

public sealed class BennettRatioTests
{
    [Theory]
    [InlineData(1000, 1000)]
    [InlineData(500, 3000)]
    public void The_ratio_of_two_Gaussians_is_the_known_one(int first, int second)
    {
        // f₀ = exp(−x²/2), f₁ = exp(−(x − 1)² / (2 · 4)): Z₁ / Z₀ = 2.
        double[] x0 = Normal(first, 1, 0, 1), x1 = Normal(second, 2, 1, 2);

        BennettRatio found = BennettRatio.Of([.. x0.Select(LogRatio)], [.. x1.Select(LogRatio)]);

        Assert.InRange((found.LogRatio - Math.Log(2)) / found.StandardError, -4, 4);
        Assert.InRange(found.StandardError, 0.005, 0.1);
    }

    [Fact]
    public void The_standard_error_is_the_scatter_of_the_estimates()
    {
        double[] errors = [.. Enumerable.Range(0, 200).Select(run =>
        {
            BennettRatio found = BennettRatio.Of([.. Normal(100, (ulong)(2 * run) + 10, 0, 1).Select(LogRatio)],
                [.. Normal(100, (ulong)(2 * run) + 11, 1, 2).Select(LogRatio)]);
            return (found.LogRatio - Math.Log(2)) / found.StandardError;
        })];

        // The variance of 200 standard normal numbers is 1 ± 0.1; the tolerance is four times that.
        Assert.InRange(errors.Sum(e => e * e) / errors.Length, 0.6, 1.4);
    }

    [Fact]
    public void Far_apart_distributions_of_constant_difference_are_exact() =>
        Assert.Equal(1000, BennettRatio.Of([1000, 1000], [1000, 1000, 1000]).LogRatio, 1e-8);

    [Fact]
    public void Numbers_that_are_not_finite_are_refused() => Assert.Throws<ArgumentException>(() => BennettRatio.Of([double.NaN], [0]));

    private static double LogRatio(double x) => (-(x - 1) * (x - 1) / 8) + (x * x / 2);

    private static double[] Normal(int count, ulong seed, float mean, float deviation)
    {
        Tensor result = Tensor.Zeros(count, 1);
        RandomStream.For(seed, Purpose.General).FillNormal(result, mean, deviation);
        return [.. result.AsSpan().ToArray().Select(x => (double)x)];
    }
}
