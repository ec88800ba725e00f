using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Errors;

namespace Harmonium.Numerics.Tests;

public sealed class TensorTests
{
    private static readonly CpuDevice Device = new(1);

    [Fact]
    public void The_shape_gives_rank_rows_columns_and_count()
    {
        (int[] Shape, int Rows, int Columns, int Count)[] cases =
            [([], 1, 1, 1), ([7], 7, 1, 7), ([3, 5], 3, 5, 15), ([2, 3, 4], 2, 12, 24), ([2, 3, 4, 5], 2, 60, 120), ([0, 5], 0, 5, 0), ([5, 0], 5, 0, 0)];
        foreach ((int[] shape, int rows, int columns, int count) in cases)
        {
            var tensor = Tensor.Zeros(shape);
            Assert.Equal(shape, tensor.Shape.ToArray());
            Assert.Equal((shape.Length, rows, columns, count, columns), (tensor.Rank, tensor.Rows, tensor.Columns, tensor.Count, tensor.RowStride));
            Assert.Equal(new float[count], tensor.AsSpan().ToArray());
        }
    }

    [Fact]
    public void Five_dimensions_are_refused_with_their_shape()
    {
        var error = Assert.Throws<ArgumentException>(() => Tensor.Zeros(1, 2, 3, 4, 5));
        Assert.Contains("[1, 2, 3, 4, 5]", error.Message, StringComparison.Ordinal);
        Assert.Contains("at most 4", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Tensor.From([1, 2], 1, 1, 2, 1, 1));
        Assert.Throws<ArgumentException>(() => Tensor.Zeros(2).Reshape(1, 1, 2, 1, 1));
    }

    [Fact]
    public void A_negative_dimension_is_refused_with_its_shape()
    {
        Assert.Contains("[3, -2]", Assert.Throws<ArgumentException>(() => Tensor.Zeros(3, -2)).Message, StringComparison.Ordinal);
        Assert.Contains("[0, -1]", Assert.Throws<ArgumentException>(() => Tensor.Zeros(0, -1)).Message, StringComparison.Ordinal);
        Assert.Contains("[3, -20]", Assert.Throws<ArgumentException>(() => Tensor.Aligned(Device, 3, -20)).Message, StringComparison.Ordinal);
        Assert.Contains("[-3, 5]", Assert.Throws<ArgumentException>(() => Tensor.Aligned(Device, -3, 5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_numbers_than_an_array_holds_are_refused_before_any_memory_is_asked_for()
    {
        Assert.Contains("[65536, 65536]", Assert.Throws<TensorSizeException>(() => Tensor.Zeros(65_536, 65_536)).Message, StringComparison.Ordinal);
        Assert.Throws<TensorSizeException>(() => Tensor.Zeros(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue));
        Assert.Contains("[1, 2147483647]", Assert.Throws<TensorSizeException>(() => Tensor.Aligned(Device, 1, int.MaxValue)).Message, StringComparison.Ordinal);
        Assert.Throws<TensorSizeException>(() => Tensor.Aligned(Device, 200_000_000, 1));
    }

    [Fact]
    public void From_keeps_the_order_and_refuses_a_wrong_number_of_values()
    {
        var tensor = Tensor.From([1, 2, 3, 4, 5, 6], 2, 3);
        Assert.Equal(6, tensor[1, 2]);
        Assert.Equal([1f, 2, 3], tensor.Row(0).ToArray());
        var error = Assert.Throws<ArgumentException>(() => Tensor.From([1, 2, 3], 2, 2));
        Assert.Contains("[2, 2] has 4 elements, but 3 values were given", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reshape_shares_the_numbers_and_works_out_one_dimension()
    {
        var tensor = Tensor.From([1, 2, 3, 4, 5, 6], 2, 3);
        Tensor reshaped = tensor.Reshape(3, -1);
        Assert.Equal([3, 2], reshaped.Shape.ToArray());
        reshaped[2, 1] = 60;
        Assert.Equal(60, tensor[1, 2]);
        Assert.Equal([0, 4], Tensor.Zeros(4, 0).Reshape(-1, 4).Shape.ToArray());
    }

    [Fact]
    public void Reshape_to_a_different_size_names_both_shapes()
    {
        var error = Assert.Throws<ArgumentException>(() => Tensor.Zeros(2, 3).Reshape(4, -1));
        Assert.Contains("[2, 3] (6 elements)", error.Message, StringComparison.Ordinal);
        Assert.Contains("[4, -1]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Tensor.Zeros(2, 3).Reshape(-1, -1));
        Assert.Throws<ArgumentException>(() => Tensor.Zeros(2, 3).Reshape(0, -1));
    }

    [Fact]
    public void Reshape_of_a_row_range_starts_at_the_range_with_and_without_padding()
    {
        foreach (bool aligned in new[] { false, true })
        {
            Tensor tensor = Samples.Random(Device, seed: 1, 5, 6, aligned);
            Assert.Equal(tensor.Numbers()[12..24], tensor.RowRange(2, 2).Reshape(4, 3).Numbers());
        }
    }

    [Fact]
    public void A_row_range_shares_its_rows_and_only_those()
    {
        foreach (bool aligned in new[] { false, true })
        {
            Tensor tensor = Samples.Random(Device, seed: 2, 6, 5, aligned);
            Tensor range = tensor.RowRange(2, 3);
            Assert.Equal([3, 5], range.Shape.ToArray());
            Assert.Equal(tensor.Numbers()[10..25], range.Numbers());
            float[] others = [.. tensor.Numbers()[..10], .. tensor.Numbers()[25..]];
            range.Scale(0);
            Assert.Equal(new float[15], tensor.RowRange(2, 3).Numbers());
            Assert.Equal(others, (float[])[.. tensor.Numbers()[..10], .. tensor.Numbers()[25..]]);
            tensor[4, 4] = 7;
            Assert.Equal(7, range.RowRange(2, 1)[0, 4]);
            Assert.Equal(0, tensor.RowRange(6, 0).Count);
        }
    }

    [Fact]
    public void A_row_range_outside_the_tensor_is_refused()
    {
        var tensor = Tensor.Zeros(4, 2);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => tensor.RowRange(3, 2));
        Assert.Contains("Rows 3 to 5 are out of range for a tensor of shape [4, 2]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.RowRange(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.RowRange(1, int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.RowRange(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Row(4));
    }

    [Fact]
    public void Aligned_rows_start_on_cache_lines_and_the_tensor_says_that_it_has_gaps()
    {
        foreach ((int columns, int stride) in new[] { (1, 16), (15, 16), (16, 16), (17, 32), (100, 112) })
        {
            var tensor = Tensor.Aligned(Device, 3, columns);
            Assert.Equal((stride, stride == columns), (tensor.RowStride, tensor.IsContiguous));
            for (int row = 0; row < 3; row++)
                Assert.True(Address(tensor.Row(row)) % 64 == 0);
        }

        Assert.True(Address(Tensor.Zeros(Device, 3).AsSpan()) % 64 == 0);
        var error = Assert.Throws<InvalidOperationException>(() => Tensor.Aligned(Device, 2, 3).AsSpan().Clear());
        Assert.Contains("16 elements apart", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contiguous_copies_only_where_there_are_gaps()
    {
        Tensor gapped = Samples.Random(Device, seed: 3, 4, 5, aligned: true), plain = gapped.Contiguous();
        Assert.Equal(gapped.Numbers(), plain.AsSpan().ToArray());
        Assert.NotSame(gapped, plain);
        Assert.Same(plain, plain.Contiguous());
    }

    [Fact]
    public void CopyTo_works_across_layouts_and_does_not_change_padding()
    {
        foreach ((bool from, bool to) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            foreach (int rows in new[] { 0, 1, 4 })
            {
                Tensor source = Samples.Random(Device, seed: 4, rows, 21, from), target = Samples.Random(Device, seed: 5, rows, 21, to);
                Assert.Same(target, source.CopyTo(target));
                Assert.Equal(source.Numbers(), target.Numbers());
                Samples.AssertPaddingIsZero(target);
            }
        }

        var error = Assert.Throws<ArgumentException>(() => Tensor.Zeros(2, 3).CopyTo(Tensor.Zeros(3, 2)));
        Assert.Contains("[2, 3] and [3, 2]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clone_and_ZerosLike_have_the_layout_of_the_original_and_their_own_memory()
    {
        foreach ((int rows, bool aligned) in new[] { (3, false), (3, true), (1, true), (1, false), (0, true) })
        {
            Tensor tensor = Samples.Random(Device, seed: 6, rows, 5, aligned), clone = tensor.Clone(), zeros = Tensor.ZerosLike(tensor);
            Assert.Equal((tensor.RowStride, tensor.RowStride), (clone.RowStride, zeros.RowStride));
            Assert.Equal(tensor.Numbers(), clone.Numbers());
            float[] before = tensor.Numbers();
            clone.Scale(2);
            Assert.Equal(before, tensor.Numbers());
            Assert.Equal(new float[rows * 5], zeros.Numbers());
        }

        Assert.Equal([2, 3, 4], Tensor.ZerosLike(Tensor.Zeros(2, 3, 4)).Shape.ToArray());
    }

    [Fact]
    public void A_copy_on_another_device_has_the_same_elements()
    {
        Tensor tensor = Samples.Random(Device, seed: 7, 4, 5, aligned: true).RowRange(1, 2), there = tensor.To(new CpuDevice(2));
        Assert.Equal(tensor.Numbers(), there.Numbers());
        Assert.Equal(tensor.RowStride, there.RowStride);
        Assert.Same(tensor, tensor.To(Device));
    }

    [Fact]
    public void ToString_shows_the_shape_and_the_first_six_numbers()
    {
        Assert.Equal("Tensor [2, 2] {1, 2, 3, 4.5}", Tensor.From([1, 2, 3, 4.5f], 2, 2).ToString());
        Assert.Equal("Tensor [7] {1, 1, 1, 1, 1, 1, …}", Tensor.Filled(1, 7).ToString());
        Assert.Equal("Tensor [0] {}", Tensor.Zeros(0).ToString());
    }

    private static unsafe nint Address(Span<float> pinned)
    {
        fixed (float* address = pinned)
            return (nint)address;
    }
}
