using Harmonium.Evaluation;

namespace Harmonium.Tests.Evaluation;

public sealed class PairedDifferenceTests
{
    [Fact]
    public void The_mean_and_its_error_are_those_of_the_differences()
    {
        PairedDifference found = PairedDifference.Of([10, 20, 30, 40], [11, 22, 30, 45]);

        // The differences are 1, 2, 0 and 5: the mean is 2, the sum of squared deviations 14.
        Assert.Equal((2.0, 4), (found.Mean, found.Count));
        Assert.Equal(Math.Sqrt(14.0 / 3 / 4), found.StandardError, 1e-15);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(0, 5, 2.0 / 32)] // 2 · (1/2)⁵
    [InlineData(2, 6, 2.0 * (1 + 8 + 28) / 256)] // both tails of a binomial distribution of 8 fair coins
    [InlineData(6, 2, 2.0 * (1 + 8 + 28) / 256)]
    public void The_test_of_McNemar_counts_the_examples_that_only_one_gets_wrong(int onlyFirst, int onlySecond, double expected)
    {
        double[] both = [.. Enumerable.Repeat(1.0, 3)], none = [.. Enumerable.Repeat(0.0, 4)];
        double[] first = [.. both, .. none, .. Enumerable.Repeat(1.0, onlyFirst), .. Enumerable.Repeat(0.0, onlySecond)],
            second = [.. both, .. none, .. Enumerable.Repeat(0.0, onlyFirst), .. Enumerable.Repeat(1.0, onlySecond)];

        Assert.Equal(expected, PairedDifference.McNemar(first, second), 1e-12);
    }

    [Fact]
    public void The_p_value_is_uniform_or_larger_if_both_are_equally_good()
    {
        // By enumeration of 10 discordant examples: the probability of a p-value of at most α is at most α.
        const int Discordant = 10;
        (double P, double Probability)[] outcomes = [.. Enumerable.Range(0, Discordant + 1).Select(b =>
        {
            double[] first = [.. Enumerable.Range(0, Discordant).Select(i => i < b ? 1.0 : 0.0)], second = [.. first.Select(miss => 1 - miss)];
            return (PairedDifference.McNemar(first, second), Binomial(Discordant, b) / Math.Pow(2, Discordant));
        })];

        Assert.All(outcomes, level => Assert.True(outcomes.Where(outcome => outcome.P <= level.P).Sum(outcome => outcome.Probability) <= level.P + 1e-12));
    }

    [Fact]
    public void Different_examples_are_refused() =>
        Assert.Contains("3 and 2", Assert.Throws<ArgumentException>(() => PairedDifference.Of([1, 2, 3], [1, 2])).Message);

    private static double Binomial(int n, int k) => Enumerable.Range(1, k).Aggregate(1.0, (product, i) => product * (n - k + i) / i);
}
