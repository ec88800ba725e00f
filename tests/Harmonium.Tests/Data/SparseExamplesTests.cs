using Harmonium.Data;
using Harmonium.Numerics;

namespace Harmonium.Tests.Data;

public sealed class SparseExamplesTests
{
    private static readonly int[] Starts = [0, 2, 2, 5];
    private static readonly int[] Columns = [1, 3, 0, 1, 4];

    [Fact]
    public void Rows_come_out_with_their_zeros()
    {
        SparseExamples examples = new(Starts, Columns, [7, 8, 9, 10, 11], 5);
        Tensor into = Tensor.Filled(-1, 3, 5);

        examples.CopyRows([2, 0, 1], into);

        Assert.Equal([9f, 10, 0, 0, 11, 0, 7, 0, 8, 0, 0, 0, 0, 0, 0], into.AsSpan());
    }

    [Fact]
    public void Without_values_every_number_is_1()
    {
        Assert.Equal([0f, 1, 0, 1, 0], new SparseExamples(Starts, Columns, null, 5).Rows([0]).AsSpan());
    }

    [Fact]
    public void Taken_rows_share_the_values_and_change_the_fingerprint()
    {
        Dataset data = new("words", new SparseExamples(Starts, Columns, null, 5), ItemShape.Vector(5)) { ColumnNames = ["a", "b", "c", "d", "e"] };
        Dataset taken = data.Take([2, 0]);

        Assert.Equal([1f, 1, 0, 0, 1, 0, 1, 0, 1, 0], taken.Examples.Rows([0, 1]).AsSpan());
        Assert.Equal(data.ColumnNames, taken.ColumnNames);
        Assert.NotEqual(data.Fingerprint, taken.Fingerprint);
        Assert.Equal(data.Take([0, 2]).Fingerprint, taken.Take([1, 0]).Fingerprint);
    }

    [Fact]
    public void Counts_and_ones_have_different_fingerprints()
    {
        string ones = new Dataset("x", new SparseExamples(Starts, Columns, null, 5), ItemShape.Vector(5)).Fingerprint;
        string counts = new Dataset("x", new SparseExamples(Starts, Columns, [1, 1, 1, 1, 1], 5), ItemShape.Vector(5)).Fingerprint;

        Assert.NotEqual(ones, counts);
    }

    [Fact]
    public void Arrays_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SparseExamples([0, 2], Columns, null, 5));
        Assert.Throws<ArgumentException>(() => new SparseExamples([0, 3, 2, 5], Columns, null, 5));
        Assert.Throws<ArgumentException>(() => new SparseExamples(Starts, [1, 1, 0, 1, 4], null, 5));
        Assert.Throws<ArgumentException>(() => new SparseExamples(Starts, Columns, null, 4));
        Assert.Throws<ArgumentException>(() => new SparseExamples(Starts, Columns, [1], 5));
    }
}
