using CsCheck;
using Harmonium.Data;
using Harmonium.Numerics;

namespace Harmonium.Tests.Data;

public sealed class ExamplesTests
{
    [Fact]
    public void Bytes_come_out_times_their_scale_for_every_number_of_columns()
    {
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 5], Gen.Float[-2, 2]).SelectMany((columns, count, scale) =>
            Gen.Select(Gen.Byte.Array[columns * count], Gen.Int[0, count - 1].Array[0, 7]).Select((bytes, rows) => (columns, scale, bytes, rows)))
            .Sample((columns, scale, bytes, rows) =>
            {
                ByteExamples examples = new(bytes, columns, scale);
                Tensor copied = examples.Rows(rows);
                for (int i = 0; i < rows.Length; i++)
                {
                    for (int column = 0; column < columns; column++)
                        Assert.Equal(bytes[(rows[i] * columns) + column] * scale, copied[i, column]);
                }
            }, iter: 500, seed: "0N0XIzNsQ0O2");
    }

    [Theory]
    [InlineData(1000, 300)]
    [InlineData(100_000, 3)]
    public void Many_and_long_rows_come_out_in_their_order(int columns, int rows)
    {
        byte[] bytes = [.. Enumerable.Range(0, columns * 5).Select(i => (byte)(i * 7 / 5))];
        int[] wanted = [.. Enumerable.Range(0, rows).Select(i => i * 3 % 5)];

        ReadOnlySpan<float> copied = new ByteExamples(bytes, columns, 1).Rows(wanted).AsSpan();

        for (int i = 0; i < copied.Length; i++)
            Assert.Equal(bytes[(wanted[i / columns] * columns) + (i % columns)], copied[i]);
    }

    [Fact]
    public void Gray_levels_reach_exactly_from_0_to_1() =>
        Assert.Equal([0f, 1f], new ByteExamples([0, 255], 2).Rows([0]).AsSpan().ToArray());

    [Fact]
    public void A_selection_of_a_selection_is_rows_of_the_whole()
    {
        Examples bytes = new ByteExamples([10, 20, 30, 40], 1, 1).Take([3, 1, 0]).Take([2, 0, 0]);
        Examples floats = new FloatExamples(Tensor.From([10, 20, 30, 40], 4, 1)).Take([3, 1, 0]).Take([2, 0, 0]);

        Assert.Equal([10f, 40f, 40f], bytes.Rows([0, 1, 2]).AsSpan().ToArray());
        Assert.Equal([40f, 10f], floats.Rows([1, 0]).AsSpan().ToArray());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_row_that_does_not_exist_is_refused(int row)
    {
        Examples selection = new ByteExamples([1, 2, 3], 1).Take([0, 1]);

        Assert.Throws<ArgumentOutOfRangeException>(() => selection.Rows([row]));
        Assert.Throws<ArgumentOutOfRangeException>(() => selection.Take([row]));
    }

    [Fact]
    public void A_tensor_of_another_shape_is_refused_with_both_shapes()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new ByteExamples([1, 2, 3, 4], 2).CopyRows([0, 1], Tensor.Zeros(2, 3)));

        Assert.Contains("[2, 2]", error.Message);
        Assert.Contains("[2, 3]", error.Message);
    }
}
