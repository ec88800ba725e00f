using Harmonium.Data;
using Harmonium.Numerics;

namespace Harmonium.Tests.Data;

public sealed class LabelExamplesTests
{
    [Fact]
    public void A_label_is_a_row_with_one_1_and_an_unknown_one_a_row_of_zeros()
    {
        LabelExamples labels = new([2, LabelExamples.Unknown, 0], 3);

        Assert.Equal([0f, 0, 1, 0, 0, 0, 1, 0, 0], labels.Rows([0, 1, 2]).AsSpan());
        Assert.Equal([1f, 0, 0], labels.Take([2]).Rows([0]).AsSpan());
    }

    [Fact]
    public void Of_a_data_set_the_first_labels_can_be_the_only_ones_known()
    {
        Dataset data = new("x", new FloatExamples(Tensor.Zeros(3, 1)), ItemShape.Vector(1)) { Labels = [1, 0, 1] };

        Assert.Equal([0f, 1, 1, 0, 0, 1], LabelExamples.Of(data).Examples.Rows([0, 1, 2]).AsSpan());
        Assert.Equal([0f, 1, 0, 0, 0, 0], LabelExamples.Of(data, known: 1).Examples.Rows([0, 1, 2]).AsSpan());
    }

    [Fact]
    public void Labels_beyond_the_classes_and_data_without_labels_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LabelExamples([0, 3], 3));
        Assert.Throws<ArgumentException>(() => new LabelExamples([-2], 3));
        Assert.Contains("no labels", Assert.Throws<ArgumentException>(() =>
            LabelExamples.Of(new Dataset("x", new FloatExamples(Tensor.Zeros(1, 1)), ItemShape.Vector(1)))).Message);
    }
}
