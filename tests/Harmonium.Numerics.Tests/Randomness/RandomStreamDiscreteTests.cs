using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics.Tests.Randomness;

public sealed class RandomStreamDiscreteTests
{
    private static readonly RandomStream Stream = new(2718, Purpose.Sampling, 9, 3);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Integers_below_a_bound_are_equally_likely(int below)
    {
        long[] counts = new long[below];
        for (int i = 0; i < 100_000; i++)
            counts[Stream.UniformInteger(below, i % 1000, i / 1000)]++;

        if (below == 1)
            Assert.Equal(100_000, counts[0]);
        else
            Assert.InRange(GoodnessOfFit.ChiSquareSigmas(counts, Equal(below)), -4, 4);
    }

    [Fact]
    public void A_bound_that_does_not_divide_2_to_the_32_gives_no_bias()
    {
        // Without rejection, the two or three words per number would favor two thirds of the numbers: 3/8, 3/8, 2/8.
        const int Bound = 3 << 29;
        long[] counts = new long[3];
        for (int i = 0; i < 100_000; i++)
            counts[Stream.UniformInteger(Bound, i) % 3]++;

        Assert.InRange(GoodnessOfFit.ChiSquareSigmas(counts, Equal(3)), -4, 4);
    }

    [Fact]
    public void Categories_have_the_probabilities_of_their_weights()
    {
        float[] weights = [0, 3, 0.5f, 0, 10, 1e-3f, 6.499f, 0];
        double total = weights.Sum(weight => (double)weight);
        long[] counts = new long[weights.Length], fromLogs = new long[weights.Length];
        float[] logWeights = [.. weights.Select(weight => MathF.Log(weight) + 200)];
        for (int i = 0; i < 200_000; i++)
        {
            counts[Stream.Categorical(weights, i % 500, i / 500)]++;
            fromLogs[Stream.At(4).CategoricalFromLogWeights(logWeights, i % 500, i / 500)]++;
        }

        double[] probabilities = [.. weights.Select(weight => weight / total)];
        Assert.InRange(GoodnessOfFit.ChiSquareSigmas(counts, probabilities), -4, 4);
        Assert.InRange(GoodnessOfFit.ChiSquareSigmas(fromLogs, probabilities), -4, 4);
        Assert.Equal((0, 0, 0), (counts[0], counts[3], counts[7]));
        Assert.Equal((0, 0, 0), (fromLogs[0], fromLogs[3], fromLogs[7]));
    }

    [Fact]
    public void Invalid_weights_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Stream.Categorical([], 0));
        Assert.Throws<ArgumentException>(() => Stream.Categorical([0, 0], 0));
        Assert.Contains("weight 1 is -1", Assert.Throws<ArgumentException>(() => Stream.Categorical([1, -1], 0)).Message);
        Assert.Throws<ArgumentException>(() => Stream.Categorical([1, float.PositiveInfinity], 0));
        Assert.Throws<ArgumentException>(() => Stream.CategoricalFromLogWeights([float.NegativeInfinity], 0));
        Assert.Contains("log-weight 0 is NaN", Assert.Throws<ArgumentException>(() => Stream.CategoricalFromLogWeights([float.NaN], 0)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.UniformInteger(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Permutation(-1));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(1)]
    [InlineData(9.99)]
    [InlineData(10)]
    [InlineData(37.5)]
    [InlineData(1000)]
    public void Counts_have_the_Poisson_distribution(double rate)
    {
        const int Draws = 200_000;
        double[] probabilities = PoissonProbabilities(rate);
        long[] counts = new long[probabilities.Length];
        for (int i = 0; i < Draws; i++)
            counts[Math.Min(Stream.Poisson(rate, i % 1000, i / 1000), counts.Length - 1)]++;

        Assert.InRange(GoodnessOfFit.ChiSquareSigmas(counts, probabilities), -4, 4);
    }

    [Theory]
    [InlineData(1e5)]
    [InlineData(1e9)]
    public void For_a_large_rate_mean_and_variance_equal_the_rate_to_4_sigmas(double rate)
    {
        const int Draws = 50_000;
        double[] z = [.. Enumerable.Range(0, Draws).Select(i => (Stream.Poisson(rate, i) - rate) / Math.Sqrt(rate))];

        Assert.InRange(z.Average() * Math.Sqrt(Draws), -4, 4);
        Assert.InRange((z.Average(x => x * x) - 1) * Math.Sqrt(Draws / 2.0), -4, 4);
    }

    [Fact]
    public void A_rate_of_zero_gives_0_and_an_invalid_rate_is_refused()
    {
        Assert.All(Enumerable.Range(0, 1000), i => Assert.Equal(0, Stream.Poisson(0, i)));
        foreach (double rate in new[] { -1e-9, double.NaN, double.PositiveInfinity, 1.1e9 })
            Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Poisson(rate, 0));
    }

    [Fact]
    public void A_tensor_of_counts_is_the_same_for_any_number_of_threads()
    {
        Tensor rates = Tensor.Zeros(37, 11);
        Stream.FillUniform(rates, 0, 40);
        foreach (int threads in new[] { 1, 3 })
        {
            Tensor counts = Tensor.Zeros(new CpuDevice(threads), 37, 11);
            Stream.FillPoisson(rates, counts);
            for (int row = 0; row < 37; row++)
            {
                for (int column = 0; column < 11; column++)
                    Assert.Equal(Stream.Poisson(rates[row, column], row, column), counts[row, column]);
            }
        }

        Assert.Throws<ArgumentException>(() => Stream.FillPoisson(rates, Tensor.Zeros(11, 37)));
    }

    [Fact]
    public void A_permutation_contains_every_number_once()
    {
        foreach (int count in new[] { 0, 1, 2, 3, 5, 1000, 60_001 })
            Assert.Equal(Enumerable.Range(0, count), Stream.Permutation(count).Order());
    }

    [Fact]
    public void All_orders_of_four_are_equally_likely()
    {
        var counts = new Dictionary<int, long>();
        for (int i = 0; i < 48_000; i++)
        {
            int[] order = Stream.At(i).Permutation(4);
            int key = (order[0] * 64) + (order[1] * 16) + (order[2] * 4) + order[3];
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.InRange(GoodnessOfFit.ChiSquareSigmas([.. counts.Values], Equal(24)), -4, 4);
    }

    [Fact]
    public void Every_number_of_a_long_permutation_is_equally_likely_at_every_tenth_of_it()
    {
        long[] counts = new long[100];
        for (int i = 0; i < 500; i++)
        {
            int[] order = Stream.At(i).Permutation(100);
            for (int place = 0; place < 100; place++)
                counts[(place / 10 * 10) + (order[place] / 10)]++;
        }

        Assert.InRange(GoodnessOfFit.ChiSquareSigmas(counts, Equal(100)), -4, 4);
    }

    [Fact]
    public void A_draw_that_needs_many_words_repeats_none()
    {
        var words = new WordSequence(Stream, 12, 34);
        uint[] drawn = [.. Enumerable.Range(0, 5000).Select(_ => words.NextWord())];

        Assert.Equal(Stream.Word(12, 34), drawn[0]);
        Assert.Equal(Stream.Block(34, 0x8000000C).A, drawn[1]);
        Assert.Equal(5000, drawn.Distinct().Count());
    }

    private static double[] Equal(int cells) => [.. Enumerable.Repeat(1.0 / cells, cells)];

    private static double[] PoissonProbabilities(double rate)
    {
        var probabilities = new List<double>();
        double log = -rate, sum = 0;
        for (int k = 0; k < rate + (12 * Math.Sqrt(rate)) + 12; k++)
        {
            if (k > 0)
                log += Math.Log(rate / k);
            probabilities.Add(Math.Exp(log));
            sum += probabilities[^1];
        }

        probabilities.Add(Math.Max(0, 1 - sum));
        return [.. probabilities];
    }
}
