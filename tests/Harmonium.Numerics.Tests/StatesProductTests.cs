namespace Harmonium.Numerics.Tests;

/// <summary>Compares products of states with matrices, sparse and dense, with a double loop.</summary>
public sealed class StatesProductTests
{
    private static readonly CpuDevice Plain = new(1);

    /// <summary>
    /// Batch, units, columns of the matrix: empty, one, primes, either side of 64, columns for several threads, wide, copied tiles, units in halves.
    /// </summary>
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 0, 5, 7 }, { 3, 0, 4 }, { 3, 5, 0 }, { 1, 1, 1 }, { 7, 13, 17 }, { 3, 63, 63 }, { 2, 64, 64 }, { 5, 65, 65 }, { 4, 127, 129 },
        { 3, 31, 400 }, { 2, 193, 577 }, { 2, 37, 1031 }, { 1, 70, 2048 }, { 30, 300, 100 }, { 25, 700, 45 }, { 90, 19, 64 },
    };

    [Theory, MemberData(nameof(Sizes))]
    public void Products_of_bits_are_correct_and_identical_on_every_device(int rows, int units, int columns)
    {
        foreach (double density in new[] { 0, 0.15, 0.7, 1 })
            AssertProduct(device => Samples.Binary(device, 1, rows, units, density), rows, units, columns);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Products_of_signs_are_correct_and_identical_on_every_device(int rows, int units, int columns) =>
        AssertProduct(device => Samples.Signs(device, 1, rows, units), rows, units, columns);

    [Fact]
    public void Weights_of_units_that_are_0_do_not_enter_sums_from_tables()
    {
        foreach (CpuDevice device in Devices.All)
        {
            Tensor values = Samples.Binary(device, 1, 30, 50, 0.6), matrix = Samples.Random(device, 2, 50, 70);
            for (int row = 0; row < values.Rows; row++)
                values[row, 7] = 0;
            matrix.Row(7).Fill(float.NaN);
            States states = States.From(values);
            Assert.True(states.PrefersTables);
            Assert.All(states.Multiply(matrix).Numbers(), x => Assert.True(float.IsFinite(x)));
            Assert.All(states.Multiply(matrix.Transpose(), transposeMatrix: true).Numbers(), x => Assert.True(float.IsFinite(x)));
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Products_of_values_are_correct_and_identical_on_every_device(int rows, int units, int columns)
    {
        foreach (double density in new[] { 0.1, 1 })
            AssertProduct(device => Samples.Random(device, 1, rows, units, density: density), rows, units, columns);
    }

    [Fact]
    public void A_row_has_the_same_bits_alone_as_in_a_batch()
    {
        foreach (CpuDevice device in Devices.All)
        {
            foreach ((int rows, int units, int columns) in new[] { (9, 65, 420), (40, 300, 101) })
            {
                Tensor values = Samples.Random(device, 1, rows, units, density: 0.2), matrix = Samples.Random(device, 2, units, columns, aligned: true);
                float[] all = States.From(values).Multiply(matrix).Numbers();
                float[] back = States.From(values).Multiply(matrix.Transpose(), transposeMatrix: true).Numbers();
                for (int row = 0; row < rows; row += 4)
                {
                    Range numbers = (row * columns)..((row + 1) * columns);
                    Assert.Equal(all[numbers], States.From(values.RowRange(row, 1)).Multiply(matrix).Numbers());
                    Assert.Equal(back[numbers], States.From(values.RowRange(row, 1)).Multiply(matrix.Transpose(), transposeMatrix: true).Numbers());
                }
            }
        }
    }

    [Fact]
    public void Rows_of_inactive_units_are_not_read()
    {
        Tensor matrix = Tensor.Filled(float.NaN, 3, 20).To(Plain);
        matrix.Row(1).Fill(2);
        States states = States.From(Tensor.From([0, 1, 0, 0, 0, 0], 2, 3).To(Plain));
        Assert.True(states.PrefersGather);
        Assert.Equal(Enumerable.Repeat(2f, 20).Concat(new float[20]), states.Multiply(matrix).Numbers());
    }

    private static void AssertProduct(Func<Device, Tensor> values, int rows, int units, int columns)
    {
        Tensor x = values(Plain), w = Samples.Random(Plain, 2, units, columns);
        foreach ((bool aligned, bool transposed) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            float[] product = Devices.SameBitsOnAll(device =>
            {
                Tensor into = Samples.Random(device, 3, rows, columns, aligned), matrix = Samples.Random(device, 2, units, columns, aligned);
                if (transposed)
                    matrix = matrix.Transpose(aligned ? Tensor.Aligned(device, columns, units) : null);
                Assert.Same(into, States.From(values(device)).Multiply(matrix, into, transposed));
                Samples.AssertPaddingIsZero(into);
                return into.Numbers();
            });
            for (int i = 0; i < rows; i++)
            {
                double[] sums = new double[columns], magnitudes = new double[columns];
                for (int k = 0; k < units; k++)
                {
                    ReadOnlySpan<float> row = w.Row(k);
                    for (int j = 0; j < columns; j++)
                    {
                        sums[j] += (double)x[i, k] * row[j];
                        magnitudes[j] += Math.Abs((double)x[i, k] * row[j]);
                    }
                }

                // The error of a sum of n elements in float32 is at most n roundings of the sum of magnitudes.
                for (int j = 0; j < columns; j++)
                    Assert.InRange(product[(i * columns) + j] - sums[j], -6e-8 * units * magnitudes[j], 6e-8 * units * magnitudes[j]);
            }
        }
    }
}
