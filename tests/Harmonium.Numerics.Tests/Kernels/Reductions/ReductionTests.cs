using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Kernels.Operations;
using Harmonium.Numerics.Kernels.Reductions;
using Harmonium.Numerics.Parallelism;
using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Tests.Kernels.Reductions;

public sealed unsafe class ReductionTests
{
    // The error of a compensated sum is that of twice the digits of float32: n²·ε² of Σ|x|, far below one rounding to float32.
    private const double KeptRoundings = 1e-11;

    private static readonly (int Rows, int Columns)[] Sizes = [(0, 3), (3, 0), (1, 1), (2, 3), (5, 15), (4, 16), (3, 17), (2, 100), (7, 1061), (130, 37)];

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void Sums_along_rows_match_double(VectorWidth width)
    {
        foreach ((int rows, int columns) in Sizes)
        {
            AssertRowSums<PlainTerm>(width, rows, columns, (x, _) => x);
            AssertRowSums<SquareTerm>(width, rows, columns, (x, _) => (double)x * x);
            AssertRowSums<ProductTerm>(width, rows, columns, (x, y) => (double)x * y);
        }
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void Sums_along_columns_match_double_rounded_once(VectorWidth width)
    {
        foreach ((int rows, int columns) in Sizes)
        {
            AssertColumnSums<PlainTerm>(width, rows, columns, (x, _) => x);
            AssertColumnSums<SquareTerm>(width, rows, columns, (x, _) => (double)x * x);
            AssertColumnSums<ProductTerm>(width, rows, columns, (x, y) => (double)x * y);
        }
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void A_sum_that_cancels_keeps_its_digits(VectorWidth width)
    {
        float[] numbers = new float[300];
        (numbers[0], numbers[16], numbers[32], numbers[299]) = (1e8f, 1.5f, -1e8f, 0.25f);
        using var x = GuardedNumbers.Of(numbers);
        double row;
        float column;
        RowReductions.Sum<PlainTerm>(width, 1, 300, x.Address, 300, null, 0, &row);
        ColumnReductions.Sum<PlainTerm>(width, 300, 1, x.Address, 1, null, &column);
        Assert.Equal(1.75, row);
        Assert.Equal(1.75f, column);
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void Sums_of_softplus_match_double_for_small_and_large_inputs(VectorWidth width)
    {
        foreach ((int rows, int columns) in Sizes)
        {
            foreach (float scale in new[] { 0.01f, 1, 30, 1000 })
            {
                using var x = GuardedNumbers.Random(rows * columns, seed: 4, scale: scale);
                using var bias = GuardedNumbers.Random(columns, seed: 5, scale: scale);
                double[] sums = new double[rows];
                fixed (double* to = sums)
                    RowReductions.SumOfSoftplus(width, rows, columns, x.Address, columns, bias.Address, to);
                for (int i = 0; i < rows; i++)
                {
                    double expected = 0, allowed = 0;
                    for (int j = 0; j < columns; j++)
                    {
                        // The error of a term from rounding z = x + bias and e^−|z|.
                        double z = x.Span[(i * columns) + j] + bias.Span[j], power = Math.Exp(-Math.Abs(z));
                        expected += Math.Max(z, 0) + Math.Log(1 + power);
                        allowed += (1.3e-7 * power) + 1e-14;
                    }

                    Assert.Equal(expected, sums[i], allowed + (KeptRoundings * expected));
                }
            }
        }
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void A_sum_of_softplus_far_below_zero_is_the_sum_of_exponentials(VectorWidth width)
    {
        using var x = GuardedNumbers.Of(Enumerable.Repeat(-16f, 500).ToArray());
        using var bias = GuardedNumbers.Of(new float[500]);
        double sum;
        RowReductions.SumOfSoftplus(width, 1, 500, x.Address, 500, bias.Address, &sum);
        Assert.Equal(1, sum / (500 * (Math.Exp(-16) - (Math.Exp(-32) / 2))), 2e-7);
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void NaN_and_infinity_propagate_through_a_sum_of_softplus(VectorWidth width)
    {
        foreach ((float input, double expected) in new[]
        {
            (float.NaN, double.NaN), (float.PositiveInfinity, double.PositiveInfinity), (float.NegativeInfinity, 0), (1e30f, 1e30f),
        })
        {
            using var x = GuardedNumbers.Of(Enumerable.Repeat(-200f, 37).ToArray());
            x.Span[36] = input;
            using var bias = GuardedNumbers.Of(new float[37]);
            double sum;
            RowReductions.SumOfSoftplus(width, 1, 37, x.Address, 37, bias.Address, &sum);
            Assert.Equal(expected, sum, 1e-35);
        }
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void Log_sum_exp_and_maximum_match_double(VectorWidth width)
    {
        foreach ((int rows, int columns) in Sizes)
        {
            foreach (float scale in new[] { 0.5f, 50, 5000 })
            {
                using var x = GuardedNumbers.Random(rows * columns, seed: 6, scale: scale);
                double[] results = new double[rows];
                float[] largest = new float[rows];
                fixed (double* to = results)
                    RowReductions.LogSumExp(width, rows, columns, x.Address, columns, to);
                fixed (float* to = largest)
                    RowReductions.Max(width, rows, columns, x.Address, columns, to);
                for (int i = 0; i < rows; i++)
                {
                    float[] row = x.Span.Slice(i * columns, columns).ToArray();
                    float max = row.Length == 0 ? float.NegativeInfinity : row.Max();
                    Assert.Equal(max, largest[i]);
                    Assert.Equal(columns == 0 ? double.NegativeInfinity : max + Math.Log(row.Sum(v => Math.Exp((double)v - max))), results[i], 3e-7);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void Log_sum_exp_propagates_infinity_and_NaN(VectorWidth width)
    {
        const float Infinity = float.PositiveInfinity;
        using var x = GuardedNumbers.Of([-Infinity, -Infinity, -Infinity, 1, Infinity, 2, 1, float.NaN, Infinity, -Infinity, 3, -Infinity]);
        double* results = stackalloc double[4];
        float* largest = stackalloc float[4];
        RowReductions.LogSumExp(width, 4, 3, x.Address, 3, results);
        RowReductions.Max(width, 4, 3, x.Address, 3, largest);
        Assert.Equal([double.NegativeInfinity, double.PositiveInfinity, double.NaN, 3], [results[0], results[1], results[2], results[3]]);
        Assert.Equal([-Infinity, Infinity, float.NaN, 3], [largest[0], largest[1], largest[2], largest[3]]);
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void Totals_have_the_same_bits_for_any_number_of_threads_and_any_width(VectorWidth width)
    {
        foreach (int count in new[] { 0, 1, 100, 8191, 8192, 8193, 50_000 })
        {
            using var x = GuardedNumbers.Random(count, seed: 7);
            using var y = GuardedNumbers.Random(count, seed: 8);
            double expected = 0;
            for (int i = 0; i < count; i++)
                expected += (double)x.Span[i] * y.Span[i];
            VectorWidth other = Widths.AreFused ? VectorWidth.Bits128 : width;
            double reference = Totals.Sum<ProductTerm>(new WorkerPool(1), other, x.Address, y.Address, count);
            Assert.Equal(expected, reference, KeptRoundings * count);
            foreach (int threads in new[] { 1, 2, 3 })
                Assert.Equal(reference, Totals.Sum<ProductTerm>(new WorkerPool(threads), width, x.Address, y.Address, count));
        }
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void All_widths_and_all_ranges_give_the_same_bits(VectorWidth width)
    {
        const int Rows = 9, Columns = 203;
        using var x = GuardedNumbers.Random(Rows * Columns, seed: 9, scale: 5);
        using var bias = GuardedNumbers.Random(Columns, seed: 10);
        VectorWidth other = Widths.AreFused ? VectorWidth.Bits128 : width;
        double* whole = stackalloc double[3 * Rows], cut = stackalloc double[3 * Rows];
        Reduce(other, 0, Rows, whole);
        Reduce(width, 0, 4, cut);
        Reduce(width, 4, Rows, cut);
        Assert.Equal(new ReadOnlySpan<double>(whole, 3 * Rows).ToArray(), new ReadOnlySpan<double>(cut, 3 * Rows).ToArray());

        float* wholeColumns = stackalloc float[Columns], cutColumns = stackalloc float[Columns];
        ColumnReductions.Sum<PlainTerm>(other, Rows, Columns, x.Address, Columns, null, wholeColumns);
        ColumnReductions.Sum<PlainTerm>(width, Rows, 101, x.Address, Columns, null, cutColumns);
        ColumnReductions.Sum<PlainTerm>(width, Rows, Columns - 101, x.Address + 101, Columns, null, cutColumns + 101);
        Assert.Equal(new ReadOnlySpan<float>(wholeColumns, Columns).ToArray(), new ReadOnlySpan<float>(cutColumns, Columns).ToArray());

        void Reduce(VectorWidth by, int first, int end, double* to)
        {
            float* from = x.Address + (first * Columns);
            RowReductions.Sum<SquareTerm>(by, end - first, Columns, from, Columns, null, 0, to + first);
            RowReductions.SumOfSoftplus(by, end - first, Columns, from, Columns, bias.Address, to + Rows + first);
            RowReductions.LogSumExp(by, end - first, Columns, from, Columns, to + (2 * Rows) + first);
        }
    }

    [Theory, MemberData(nameof(Widths.Data), MemberType = typeof(Widths))]
    public void The_largest_magnitude_is_found_anywhere_and_a_NaN_is_never_lost(VectorWidth width)
    {
        for (int position = 0; position < 37; position++)
        {
            using var x = GuardedNumbers.Random(37, seed: 11);
            x.Span[position] = -3;
            Assert.Equal(3, Totals.LargestMagnitude(width, x.Address, 37));
            x.Span[position] = float.NaN;
            Assert.True(float.IsNaN(Totals.LargestMagnitude(width, x.Address, 37)));
        }

        Assert.Equal(0, Totals.LargestMagnitude(width, null, 0));
    }

    private static void AssertRowSums<TTerm>(VectorWidth width, int rows, int columns, Func<float, float, double> term)
        where TTerm : struct, ITerm
    {
        const int Gap = 2;
        using var x = GuardedNumbers.Random(rows * (columns + Gap), seed: 1);
        using var y = GuardedNumbers.Random(columns, seed: 2);
        double[] sums = new double[rows];
        fixed (double* to = sums)
            RowReductions.Sum<TTerm>(width, rows, columns, x.Address, columns + Gap, y.Address, 0, to);
        for (int i = 0; i < rows; i++)
        {
            double expected = 0;
            for (int j = 0; j < columns; j++)
                expected += term(x.Span[(i * (columns + Gap)) + j], y.Span[j]);
            Assert.Equal(expected, sums[i], KeptRoundings * columns);
        }
    }

    private static void AssertColumnSums<TTerm>(VectorWidth width, int rows, int columns, Func<float, float, double> term)
        where TTerm : struct, ITerm
    {
        using var x = GuardedNumbers.Random(rows * columns, seed: 3);
        using var weights = GuardedNumbers.Random(rows, seed: 4);
        using var sums = new GuardedNumbers(columns, shift: 1);
        ColumnReductions.Sum<TTerm>(width, rows, columns, x.Address, columns, weights.Address, sums.Address);
        for (int j = 0; j < columns; j++)
        {
            double expected = 0;
            for (int i = 0; i < rows; i++)
                expected += term(x.Span[(i * columns) + j], weights.Span[i]);
            Assert.Equal(expected, sums.Span[j], (Math.Abs(expected) * 6e-8) + (KeptRoundings * rows));
        }

        sums.AssertUntouchedAround();
    }
}
