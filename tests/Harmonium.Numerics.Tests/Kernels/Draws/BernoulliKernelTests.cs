using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Kernels.Draws;
using Harmonium.Numerics.Randomness;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Tests.Kernels.Draws;

public sealed unsafe class BernoulliKernelTests
{
    private const ulong Guard = 0xA5A5A5A5A5A5A5A5;
    private static readonly RandomStream Stream = new(77, Purpose.Gibbs, 5, 2);

    private static readonly (int Rows, int Columns)[] Sizes =
        [(0, 5), (1, 1), (3, 0), (7, 15), (8, 16), (9, 17), (5, 63), (16, 64), (17, 65), (2, 127), (33, 130), (10, 500)];

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void The_bits_match_the_definition_and_nothing_else_is_written(VectorWidth width)
    {
        foreach ((int rows, int columns) in Sizes)
        {
            float[] p = Probabilities(rows, columns);

            ulong[] bits = Sample(width, p, null, rows, columns, out float[] means);

            AssertBits(bits, rows, columns, (row, column) => Defined(p[(row * columns) + column], row, column));
            Assert.Equal(p, means);
        }
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void With_a_bias_the_probabilities_are_the_logistic_function_of_the_inputs_to_4_units_in_the_last_place(VectorWidth width)
    {
        foreach ((int rows, int columns) in Sizes)
        {
            float[] x = [.. Probabilities(rows, columns).Select((p, i) => (p - 0.5f) * (i % 5 == 0 ? 150 : 12))];
            float[] bias = [.. Enumerable.Range(0, columns).Select(column => (column % 7) - 3f)];

            ulong[] bits = Sample(width, x, bias, rows, columns, out float[] means);

            for (int i = 0; i < means.Length; i++)
            {
                float input = x[i] + bias[i % columns];
                double exact = 1 / (1 + Math.Exp(-(double)input));
                Assert.InRange(means[i], exact * (1 - 4.8e-7), exact * (1 + 4.8e-7));
            }

            AssertBits(bits, rows, columns, (row, column) => Defined(means[(row * columns) + column], row, column));
        }
    }

    [Fact]
    public void All_widths_give_the_same_means_where_multiply_and_add_are_fused()
    {
        Assert.SkipUnless(Widths.AreFused, "This processor rounds twice in narrow vectors.");
        float[] x = [.. Probabilities(19, 131).Select(p => (p - 0.5f) * 40)];
        float[] bias = new float[131];
        Sample(VectorWidth.Bits128, x, bias, 19, 131, out float[] narrow);
        foreach (VectorWidth width in Widths.All)
        {
            Sample(width, x, bias, 19, 131, out float[] means);
            Assert.Equal(narrow, means);
        }
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void Any_division_of_rows_and_columns_gives_the_same_bits(VectorWidth width)
    {
        const int Rows = 29, Columns = 200;
        float[] p = Probabilities(Rows, Columns);
        ulong[] whole = Sample(width, p, null, Rows, Columns, out _);
        ulong[] cut = [.. whole.Select(_ => Guard)];
        fixed (float* x = p)
        fixed (ulong* bits = cut)
        {
            BernoulliTask task = Task(x, null, null, bits, Columns);
            foreach ((int start, int end) in new[] { (0, 3), (3, 11), (11, 16), (16, 29) })
            {
                BernoulliKernel.Run(width, task, start, end, 0, 64);
                BernoulliKernel.Run(width, task, start, end, 64, Columns);
            }
        }

        Assert.Equal(whole, cut);
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void Means_may_take_the_place_of_the_inputs_with_and_without_states(VectorWidth width)
    {
        const int Rows = 11, Columns = 75;
        float[] x = [.. Probabilities(Rows, Columns).Select(p => (p * 6) - 3)];
        float[] bias = [.. Enumerable.Range(0, Columns).Select(column => column * 0.01f)];
        ulong[] expectedBits = Sample(width, x, bias, Rows, Columns, out float[] expected);
        float[] inPlace = [.. x], alone = [.. x];
        ulong[] bits = new ulong[Rows * 2];
        fixed (float* a = inPlace, b = alone, c = bias)
        fixed (ulong* words = bits)
        {
            BernoulliKernel.Run(width, Task(a, c, a, words, Columns), 0, Rows, 0, Columns);
            BernoulliKernel.Run(width, Task(b, c, b, null, Columns), 0, Rows, 0, Columns);
        }

        Assert.Equal(expected, inPlace);
        Assert.Equal(expected, alone);
        Assert.Equal(expectedBits, bits);
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void Where_the_sixteen_bits_tie_the_remainder_is_compared_with_fresh_bits(VectorWidth width)
    {
        const int Rows = 61, Columns = 333;
        const float Remainder = 0.25f;
        float[] p = new float[Rows * Columns];
        for (int i = 0; i < p.Length; i++)
            p[i] = (Half(i / Columns, i % Columns) + Remainder) / 65536f;

        ulong[] bits = Sample(width, p, null, Rows, Columns, out _);

        long ones = 0;
        AssertBits(bits, Rows, Columns, (row, column) =>
        {
            bool fires = Stream.Block((uint)column, 0x80000000 | (uint)row).A < 0x40000000;
            ones += fires ? 1 : 0;
            return fires;
        });
        double sigma = Math.Sqrt(p.Length * Remainder * (1 - Remainder));
        Assert.InRange(ones, (p.Length * Remainder) - (4 * sigma), (p.Length * Remainder) + (4 * sigma));
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void Probability_0_never_gives_1_and_probability_1_always_does_and_a_tie_without_remainder_does_not(VectorWidth width)
    {
        const int Rows = 300, Columns = 1000;
        float[] p = new float[Rows * Columns];
        for (int i = 0; i < p.Length; i++)
        {
            // By column: 0, 1, exactly the draw, one more than the draw, NaN, slightly below 0, above 1.
            float u = Half(i / Columns, i % Columns);
            p[i] = (i % Columns % 7) switch { 0 => 0, 1 => 1, 2 => u / 65536, 3 => (u + 1) / 65536, 4 => float.NaN, 5 => -1e-30f, _ => 1.5f };
        }

        ulong[] bits = Sample(width, p, null, Rows, Columns, out _);

        AssertBits(bits, Rows, Columns, (_, column) => column % 7 is 1 or 3 or 6);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(0.1f)]
    [InlineData(0.9999f)]
    [InlineData(1f / 3)]
    [InlineData(1f / (1 << 17))] // below the resolution of 16 bits
    [InlineData(1f / 100_000)]
    public void The_share_of_ones_is_the_probability_to_4_sigmas_in_16_million_draws(float probability)
    {
        const int Rows = 4096, Columns = 4096;
        float[] p = new float[Columns];
        Array.Fill(p, probability);
        ulong[] bits = new ulong[Rows * Columns / 64];
        fixed (float* x = p)
        fixed (ulong* words = bits)
        {
            BernoulliTask task = Task(x, null, null, words, Columns);
            task.XStride = 0;
            BernoulliKernel.Run(VectorWidths.Widest, task, 0, Rows, 0, Columns);
        }

        double count = (double)Rows * Columns, ones = bits.Sum(word => (double)ulong.PopCount(word));
        double sigma = Math.Sqrt(count * probability * (1.0 - probability));
        Assert.InRange(ones, (count * probability) - (4 * sigma), (count * probability) + (4 * sigma));
    }

    private static float[] Probabilities(int rows, int columns) =>
        [.. Enumerable.Range(0, rows * columns).Select(i => RandomStream.For(5, Purpose.Evaluation).Uniform(i))];

    private static uint Half(int row, int column)
    {
        (uint a, uint b, uint c, uint d) = Stream.Block((uint)column, (uint)row / 8);
        uint word = new[] { a, b, c, d }[row % 8 / 2];
        return row % 2 == 0 ? word & 0xFFFF : word >> 16;
    }

    /// <summary>The definition again, in integers: 2⁴⁸p compared with the 16 bits followed by the 32 fresh ones.</summary>
    private static bool Defined(float p, int row, int column)
    {
        ulong draw = ((ulong)Half(row, column) << 32) | Stream.Block((uint)column, 0x80000000 | (uint)row).A;
        bool state = draw < p * 281474976710656.0;
        Assert.Equal(state, Stream.Bernoulli(p, row, column));
        return state;
    }

    private static BernoulliTask Task(float* x, float* bias, float* means, ulong* bits, int columns) => new()
    {
        X = x,
        XStride = columns,
        Bias = bias,
        Means = means,
        MeansStride = columns,
        Bits = bits,
        BitsStride = (columns + 63) / 64,
        Columns = columns,
        Random = Stream.Schedule,
    };

    private static ulong[] Sample(VectorWidth width, float[] x, float[]? bias, int rows, int columns, out float[] means)
    {
        int words = (columns + 63) / 64;
        using var guardedX = new GuardedNumbers(x.Length);
        x.CopyTo(guardedX.Span);
        using var guardedMeans = new GuardedNumbers(x.Length);
        ulong[] bits = [.. Enumerable.Repeat(Guard, (rows * words) + 1)];
        fixed (float* b = bias)
        fixed (ulong* into = bits)
            BernoulliKernel.Run(width, Task(guardedX.Address, b, guardedMeans.Address, into, columns), 0, rows, 0, columns);
        Assert.Equal(Guard, bits[^1]);
        guardedMeans.AssertUntouchedAround();
        means = guardedMeans.Span.ToArray();
        return bits[..^1];
    }

    private static void AssertBits(ulong[] bits, int rows, int columns, Func<int, int, bool> expected)
    {
        int words = (columns + 63) / 64;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < words * 64; column++)
            {
                bool bit = (bits[(row * words) + (column / 64)] >> (column % 64) & 1) != 0;
                if (bit != (column < columns && expected(row, column)))
                    Assert.Fail($"The state at row {row}, column {column} of [{rows}, {columns}] is {bit}.");
            }
        }
    }
}
