using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Tests.Kernels;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Tests.Randomness;

public sealed class RandomStreamContinuousTests
{
    private const double TwoTo31 = 1L << 31;
    private static readonly RandomStream Stream = new(31415, Purpose.Initialization, 2, 1);

    public static TheoryData<string> Distributions => ["uniform", "normal", "exponential"];

    [Fact]
    public void Uniform_numbers_are_the_upper_24_bits_of_their_words()
    {
        for (int row = 0; row < 9; row++)
        {
            for (int column = 0; column < 50; column++)
                Assert.Equal((Stream.Word(row, column) >> 8) / 16777216.0, Stream.Uniform(row, column));
        }
    }

    [Fact]
    public void Exponential_numbers_are_the_negative_logarithms_of_31_bits_to_3_units_in_the_last_place()
    {
        for (int i = 0; i < 20_000; i++)
        {
            double exact = -Math.Log(((Stream.Word(i) >> 1) + 0.5) / TwoTo31);
            Assert.InRange(Stream.Exponential(i), exact * (1 - 3.6e-7), exact * (1 + 3.6e-7));
        }
    }

    [Fact]
    public void Normal_numbers_are_the_coordinates_of_Box_and_Muller_to_float32()
    {
        for (int pair = 0; pair < 20_000; pair += 2)
        {
            double radius = Math.Sqrt(-2 * Math.Log(((Stream.Word(pair, 3) >> 1) + 0.5) / TwoTo31));
            uint direction = Stream.Word(pair + 1, 3);
            double angle = ((direction >> 30) * (Math.PI / 2)) + ((int)(direction << 2) * (Math.PI / 4 / TwoTo31));
            Assert.Equal(radius * Math.Cos(angle), Stream.Normal(pair, 3), radius * 2e-7);
            Assert.Equal(radius * Math.Sin(angle), Stream.Normal(pair + 1, 3), radius * 2e-7);
        }
    }

    [Theory, MemberData(nameof(Distributions))]
    public void Every_filled_element_depends_on_its_position_alone_for_any_width_and_number_of_threads(string distribution)
    {
        foreach ((int rows, int columns) in new[] { (0, 4), (3, 0), (1, 1), (1, 100), (4, 16), (5, 17), (13, 33), (3, 131), (101, 1) })
        {
            float[] expected = [.. Enumerable.Range(0, rows * columns).Select(i => One(distribution, i / columns, i % columns))];
            foreach (VectorWidth width in Widths.All)
            {
                foreach (int threads in new[] { 1, 2, 3 })
                {
                    Tensor filled = Tensor.Zeros(new CpuDevice(threads, width), rows, columns);
                    Fill(distribution, filled);
                    Assert.Equal(expected, filled.AsSpan().ToArray());
                }
            }
        }
    }

    [Fact]
    public void A_span_is_filled_as_one_row()
    {
        float[] uniform = new float[77], normal = new float[77], exponential = new float[77];
        Stream.FillUniform(uniform);
        Stream.FillNormal(normal);
        Stream.FillExponential(exponential);
        for (int i = 0; i < 77; i++)
        {
            Assert.Equal(Stream.Uniform(0, i), uniform[i]);
            Assert.Equal(Stream.Normal(0, i), normal[i]);
            Assert.Equal(Stream.Exponential(0, i), exponential[i]);
        }
    }

    [Fact]
    public void Fills_are_shifted_and_scaled()
    {
        Tensor uniform = Tensor.Zeros(7, 9), normal = Tensor.Zeros(7, 9), exponential = Tensor.Zeros(7, 9);
        Stream.FillUniform(uniform, -3, 5);
        Stream.FillNormal(normal, 10, 0.25f);
        Stream.FillExponential(exponential, 4);
        for (int row = 0; row < 7; row++)
        {
            for (int column = 0; column < 9; column++)
            {
                Assert.Equal((8 * Stream.Uniform(row, column)) - 3, uniform[row, column]);
                Assert.Equal(10 + (0.25f * Stream.Normal(row, column)), normal[row, column]);
                Assert.Equal(4 * Stream.Exponential(row, column), exponential[row, column]);
            }
        }
    }

    // By chance, Kolmogorov's distance exceeds 2.0 once in 1,500 times.
    [Fact]
    public void Numbers_have_their_distributions()
    {
        Tensor numbers = Tensor.Zeros(500, 400);
        Stream.FillUniform(numbers);
        Assert.InRange(GoodnessOfFit.Kolmogorov(numbers.AsSpan().ToArray(), x => x), 0, 2);
        Stream.At(2).FillNormal(numbers);
        Assert.InRange(GoodnessOfFit.Kolmogorov(numbers.AsSpan().ToArray(), GoodnessOfFit.NormalDistribution), 0, 2);
        Stream.At(3).FillExponential(numbers);
        Assert.InRange(GoodnessOfFit.Kolmogorov(numbers.AsSpan().ToArray(), x => 1 - Math.Exp(-x)), 0, 2);
    }

    [Fact]
    public void Normal_numbers_have_the_moments_and_the_tails_of_the_normal_distribution_to_4_sigmas()
    {
        const int Count = 4_000_000;
        Tensor numbers = Tensor.Zeros(2000, 2000);
        Stream.FillNormal(numbers);
        double[] moments = new double[5];
        long beyond4 = 0, beyond5 = 0;
        foreach (float z in numbers.AsSpan())
        {
            double power = 1;
            for (int k = 0; k < moments.Length; k++, power *= z)
                moments[k] += power / Count;
            beyond4 += Math.Abs(z) > 4 ? 1 : 0;
            beyond5 += Math.Abs(z) > 5 ? 1 : 0;
        }

        // Var zᵏ = (2k − 1)!! − ((k − 1)!!)²: 1, 2, 15, 96.
        double root = Math.Sqrt(Count);
        Assert.InRange(moments[1] * root, -4, 4);
        Assert.InRange((moments[2] - 1) * root / Math.Sqrt(2), -4, 4);
        Assert.InRange(moments[3] * root / Math.Sqrt(15), -4, 4);
        Assert.InRange((moments[4] - 3) * root / Math.Sqrt(96), -4, 4);
        double expected4 = Count * 2 * GoodnessOfFit.NormalDistribution(-4);
        Assert.InRange(beyond4, expected4 - (4 * Math.Sqrt(expected4)), expected4 + (4 * Math.Sqrt(expected4)));
        Assert.InRange(beyond5, 0, 10); // 2.3 expected
    }

    [Fact]
    public void The_two_coordinates_of_a_pair_are_independent()
    {
        float[] x = [.. Enumerable.Range(0, 50_000).Select(i => Stream.Normal(2 * i))];
        float[] y = [.. Enumerable.Range(0, 50_000).Select(i => Stream.Normal((2 * i) + 1))];
        Assert.InRange(GoodnessOfFit.CorrelationSigmas(x, y), -4, 4);
        Assert.InRange(GoodnessOfFit.CorrelationSigmas([.. x.Select(z => z * z)], [.. y.Select(z => z * z)]), -4, 4);
    }

    [Fact]
    public void Impossible_arguments_are_refused()
    {
        Tensor into = Tensor.Zeros(2, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Uniform(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Normal(0, -1));
        Assert.Throws<ArgumentException>(() => Stream.FillUniform(into, 1, 0));
        Assert.Throws<ArgumentException>(() => Stream.FillUniform(into, float.MinValue, float.MaxValue));
        Assert.Throws<ArgumentException>(() => Stream.FillNormal(into, 0, -1));
        Assert.Throws<ArgumentException>(() => Stream.FillNormal(into, float.NaN));
        Assert.Throws<ArgumentException>(() => Stream.FillExponential(into, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.At(1 << 24));
        Assert.Throws<OverflowException>(() => RandomStream.For(1, Purpose.Gibbs, 1L << 32));
    }

    private static float One(string distribution, int row, int column) => distribution switch
    {
        "uniform" => Stream.Uniform(row, column),
        "normal" => Stream.Normal(row, column),
        _ => Stream.Exponential(row, column),
    };

    private static void Fill(string distribution, Tensor into)
    {
        switch (distribution)
        {
            case "uniform":
                Stream.FillUniform(into);
                break;
            case "normal":
                Stream.FillNormal(into);
                break;
            default:
                Stream.FillExponential(into);
                break;
        }
    }
}
