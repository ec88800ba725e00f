using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Numerics.Tests;

public sealed class TensorOperationsTests
{
    private static readonly bool[] Both = [false, true];
    private static readonly CpuDevice Device = new(2);

    [Theory, InlineData(false, false), InlineData(false, true), InlineData(true, false), InlineData(true, true)]
    public void A_product_is_right_for_every_layout_of_its_three_tensors(bool transposeLeft, bool transposeRight)
    {
        foreach ((int m, int k, int n) in new[] { (1, 1, 1), (3, 5, 7), (17, 33, 19), (20, 0, 4), (0, 3, 4), (1, 70, 130) })
        {
            for (int layout = 0; layout < 8; layout++)
            {
                Tensor a = transposeLeft ? Samples.Random(Device, 1, k, m, (layout & 1) != 0) : Samples.Random(Device, 1, m, k, (layout & 1) != 0);
                Tensor b = transposeRight ? Samples.Random(Device, 2, n, k, (layout & 2) != 0) : Samples.Random(Device, 2, k, n, (layout & 2) != 0);
                Tensor into = Samples.Random(Device, 3, m, n, (layout & 4) != 0), before = into.Clone();

                Assert.Same(into, a.Multiply(b, transposeLeft, transposeRight, into, scale: -0.5f, accumulate: true));

                for (int i = 0; i < m; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        double sum = before[i, j];
                        for (int l = 0; l < k; l++)
                            sum -= 0.5 * (transposeLeft ? a[l, i] : a[i, l]) * (transposeRight ? b[j, l] : b[l, j]);
                        Assert.Equal(sum, into[i, j], 1e-5);
                    }
                }

                Samples.AssertPaddingIsZero(into);
            }
        }
    }

    [Fact]
    public void A_product_without_accumulation_overwrites_the_target()
    {
        Tensor into = Tensor.Filled(float.NaN, 2, 2).To(Device);
        Tensor.From([1, 2], 2, 1).To(Device).Multiply(Tensor.From([3, 4], 1, 2).To(Device), into: into);
        Assert.Equal([3f, 4, 6, 8], into.Numbers());
    }

    [Fact]
    public void Both_shapes_are_named_if_they_do_not_fit()
    {
        var product = Assert.Throws<ArgumentException>(() => Tensor.Zeros(2, 3).Multiply(Tensor.Zeros(4, 5), transposeLeft: true));
        Assert.Contains("[2, 3]ᵀ with [4, 5]", product.Message, StringComparison.Ordinal);
        Assert.Contains("2 columns do not match 4 rows", product.Message, StringComparison.Ordinal);
        var into = Assert.Throws<ArgumentException>(() => Tensor.Zeros(2, 3).Multiply(Tensor.Zeros(3, 5), into: Tensor.Zeros(5, 2)));
        Assert.Contains("[2, 5]", into.Message, StringComparison.Ordinal);
        Assert.Contains("[5, 2]", into.Message, StringComparison.Ordinal);
        var sum = Assert.Throws<ArgumentException>(() => Tensor.Zeros(2, 3).AddScaled(Tensor.Zeros(3, 2)));
        Assert.Contains("[2, 3] and [3, 2]", sum.Message, StringComparison.Ordinal);
        var rows = Assert.Throws<ArgumentException>(() => Tensor.Zeros(2, 3).MultiplyRows(Tensor.Zeros(3)));
        Assert.Contains("2 factors are needed for [2, 3]; the factors are [3]", rows.Message, StringComparison.Ordinal);
        var bias = Assert.Throws<ArgumentException>(() => Tensor.Zeros(2, 3).SumOfSoftplus(Tensor.Zeros(2)));
        Assert.Contains("[2, 3]; this one is [2]", bias.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Tensor.Zeros(2, 3).Transpose(Tensor.Zeros(2, 3)));
        Assert.Throws<ArgumentException>(() => Tensor.Zeros(2, 3).DotRows(States.Dense(Tensor.Zeros(3, 2))));
    }

    [Fact]
    public void Transpose_works_from_every_layout_to_every_layout()
    {
        foreach ((int rows, int columns) in new[] { (1, 1), (3, 20), (65, 33), (1, 40), (40, 1), (0, 3), (3, 0) })
        {
            foreach ((bool from, bool to) in Both.SelectMany(from => Both.Select(to => (from, to))))
            {
                Tensor x = Samples.Random(Device, 1, rows, columns, from), target = Samples.Random(Device, 2, columns, rows, to);
                x.Transpose(target);
                for (int i = 0; i < rows; i++)
                {
                    for (int j = 0; j < columns; j++)
                        Assert.Equal(x[i, j], target[j, i]);
                }

                Samples.AssertPaddingIsZero(target);
            }
        }
    }

    [Fact]
    public void Sums_scalings_and_totals_agree_with_the_definition_on_every_layout_and_device()
    {
        // 40,000 elements are divided among threads; the smaller tensors are not.
        foreach ((int rows, int columns) in new[] { (1, 1), (1, 21), (7, 21), (0, 5), (5, 0), (200, 200) })
        {
            foreach ((bool left, bool right) in Both.SelectMany(left => Both.Select(right => (left, right))))
            {
                float[] before = Samples.Random(Device, 1, rows, columns).Numbers(), added = Samples.Random(Device, 2, rows, columns).Numbers();
                float[] after = Devices.SameBitsOnAll(device =>
                {
                    Tensor x = Samples.Random(device, 1, rows, columns, left);
                    Assert.Same(x, x.AddScaled(Samples.Random(device, 2, rows, columns, right), -2).Scale(3));
                    x.MultiplyRows(Samples.Random(device, 3, rows, 1).Reshape(rows));
                    Samples.AssertPaddingIsZero(x);
                    double squares = x.Numbers().Sum(number => (double)number * number);
                    Assert.Equal(squares, x.SumOfSquares(), 1e-12 * (1 + squares));
                    Tensor y = Samples.Random(device, 4, rows, columns, right);
                    Assert.Equal(x.Numbers().Zip(y.Numbers()).Sum(pair => (double)pair.First * pair.Second), x.Dot(y), 1e-12 * (1 + squares));
                    Assert.Equal(x.Numbers().Select(Math.Abs).DefaultIfEmpty(0).Max(), x.LargestMagnitude());
                    return x.Numbers();
                });
                float[] factors = Samples.Random(Device, 3, rows, 1).Numbers();
                for (int i = 0; i < after.Length; i++)
                    Assert.Equal(3 * (before[i] - (2.0 * added[i])) * factors[i / columns], after[i], 1e-5);
            }
        }
    }

    [Fact]
    public void AddScaled_of_a_tensor_to_itself_works()
    {
        Tensor x = Samples.Random(Device, 1, 5, 21, aligned: true), before = x.Clone();
        x.AddScaled(x);
        Assert.Equal(before.Numbers().Select(number => 2 * number), x.Numbers());
    }

    [Theory, InlineData(float.NaN), InlineData(float.PositiveInfinity), InlineData(float.NegativeInfinity)]
    public void LargestMagnitude_is_not_finite_wherever_one_number_is_not(float bad)
    {
        foreach (CpuDevice device in Devices.All)
        {
            foreach (bool aligned in Both)
            {
                foreach (int place in new[] { 0, 15, 16, 40, 41, 62 })
                {
                    Tensor x = Samples.Random(device, 1, 3, 21, aligned);
                    x[place / 21, place % 21] = bad;
                    float largest = x.LargestMagnitude();
                    Assert.True(float.IsNaN(bad) ? float.IsNaN(largest) : float.IsPositiveInfinity(largest));
                }
            }
        }
    }

    [Fact]
    public void Columns_above_the_limit_are_scaled_down_to_it_and_the_others_stay()
    {
        foreach (bool aligned in Both)
        {
            Tensor x = Samples.Random(Device, 1, 9, 20, aligned), before = x.Clone();
            x.LimitColumnNorms(1.7f);
            int limited = 0;
            for (int j = 0; j < 20; j++)
            {
                double norm = Norm(before, j);
                limited += norm > 1.7 ? 1 : 0;
                for (int i = 0; i < 9; i++)
                    Assert.Equal(norm > 1.7 ? before[i, j] * 1.7 / norm : before[i, j], x[i, j], 3e-7);
            }

            Assert.InRange(limited, 1, 19);
            Samples.AssertPaddingIsZero(x);
        }
    }

    [Fact]
    public void A_limit_of_zero_empties_columns_and_columns_of_zeros_stay_zero()
    {
        Tensor x = Tensor.From([3, 0, 4, 0], 2, 2);
        Assert.Equal(new float[4], x.LimitColumnNorms(0).Numbers());
    }

    [Fact]
    public void DotRows_and_SumOfSoftplus_are_those_of_the_definition_on_every_layout()
    {
        foreach (CpuDevice device in Devices.All)
        {
            foreach ((int rows, int columns) in new[] { (1, 1), (5, 37), (3, 0), (0, 4) })
            {
                foreach (bool aligned in Both)
                {
                    Tensor x = Samples.Random(device, 1, rows, columns, aligned), y = Samples.Random(device, 2, rows, columns, !aligned);
                    Tensor bits = Samples.Binary(device, 3, rows, columns, 0.4), bias = Samples.Random(device, 4, 1, columns).Reshape(columns);
                    double[] dense = x.DotRows(States.Dense(y)), binary = x.DotRows(States.From(bits)), softplus = x.SumOfSoftplus(bias);
                    for (int i = 0; i < rows; i++)
                    {
                        int row = i;
                        Assert.Equal(Enumerable.Range(0, columns).Sum(j => (double)x[row, j] * y[row, j]), dense[i], 1e-12);
                        Assert.Equal(Enumerable.Range(0, columns).Sum(j => (double)x[row, j] * bits[row, j]), binary[i], 1e-12);
                        Assert.Equal(Enumerable.Range(0, columns).Sum(j => Math.Log(1 + Math.Exp((double)x[row, j] + bias[j]))), softplus[i], 1e-5);
                    }
                }
            }
        }
    }

    private static double Norm(Tensor x, int column)
    {
        double sum = 0;
        for (int i = 0; i < x.Rows; i++)
            sum += (double)x[i, column] * x[i, column];
        return Math.Sqrt(sum);
    }
}
