using Harmonium.Data;
using Harmonium.Numerics;
using static Harmonium.Tests.Data.Formats.Reading;

namespace Harmonium.Tests.Data;

public sealed class ClassLabelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.0", "1")]
    [InlineData("01", "1")]
    [InlineData("1e0", "1")]
    [InlineData("-1.00", "-1")]
    [InlineData("-0", "0")]
    [InlineData("0.10", "0.1")]
    [InlineData("true", "True")]
    [InlineData("FALSE", "False")]
    [InlineData(" spam ", "spam")]
    [InlineData("Spam", "Spam")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    public void Spellings_of_one_number_are_one_class(string label, string name) => Assert.Equal(name, ClassLabels.NameOf(label));

    [Fact]
    public void Numbers_are_ordered_as_numbers_and_words_by_code_point()
    {
        Assert.Equal(["-1", "2", "10"], ClassLabels.InOrder(["10", "2", "-1"])!);
        Assert.Equal(["10", "2", "a"], ClassLabels.InOrder(["a", "2", "10"])!);
        Assert.Null(ClassLabels.InOrder(["2", "0", "1"]));
        Assert.Equal(["1", "2"], ClassLabels.InOrder(["2", "1"])!);
    }

    [Fact]
    public void Labels_of_other_data_are_mapped_by_name_whatever_their_numbers_were()
    {
        Dataset mapped = ClassLabels.Mapped(Labeled([0, 1, 0], "spam", "01"), ["1", "ham", "spam"], 3);

        Assert.Equal([2, 0, 2], mapped.Labels!);
        Assert.Equal(["1", "ham", "spam"], mapped.ClassNames!);
    }

    [Fact]
    public void Absent_classes_change_nothing()
    {
        Assert.Equal([1, 1], ClassLabels.Mapped(Labeled([0, 0], "spam"), ["ham", "spam"], 2).Labels!);
        Assert.Equal([0], ClassLabels.Mapped(Labeled([1], "eggs", "ham"), ["ham", "spam"], 2).Labels!);
        Assert.Equal([7], ClassLabels.Mapped(Labeled([0], "7"), null, 10).Labels!);
    }

    [Fact]
    public void An_unknown_label_is_refused_with_the_known_classes()
    {
        DataFileException refused = Assert.Throws<DataFileException>(() => ClassLabels.Mapped(Labeled([0, 1, 0], "eggs", "ham"), ["ham", "spam"], 2));

        Assert.Contains("unknown label eggs in 2 of 3 examples", refused.Message);
        Assert.Contains("ham, spam", refused.Message);
        Assert.Contains("10", Assert.Throws<DataFileException>(() => ClassLabels.Mapped(Labeled([0], "10"), null, 10)).Message);
    }

    [Fact]
    public void Booleans_are_the_same_classes_as_words_and_as_numbers() =>
        Assert.Equal([1, 0], ClassLabels.Mapped(Labeled([1, 0], "False", "True"), null, 2).Labels!);

    [Fact]
    public void Words_for_the_classes_of_a_model_without_names_are_taken_in_order_with_a_notice()
    {
        Dataset mapped = ClassLabels.Mapped(Labeled([1, 0], "cat", "dog"), null, 2);

        Assert.Equal([1, 0], mapped.Labels!);
        Assert.Contains("cat, dog", Assert.Single(mapped.Notices));
    }

    [Fact]
    public void A_part_of_the_examples_keeps_the_classes_of_the_whole()
    {
        Dataset whole = new("whole", new FloatExamples(Tensor.Zeros(3, 2)), ItemShape.Vector(2)) { Labels = [0, 1, 2] };

        Assert.Equal(3, whole.Range(0, 1).Classes);
        Assert.Equal(3, whole.Range(0, 2).Range(0, 1).Classes);
    }

    [Fact]
    public void Numbers_that_leave_gaps_have_no_classes_in_the_gaps()
    {
        Dataset data = Open(CaseFiles.Write(_folder.Path, "labels-only-2-3.csv"));

        Assert.Equal(2, data.Classes);
        Assert.Equal(["2", "3"], data.ClassNames!);
        Assert.Equal([0, 1, 0], data.Labels!.Take(3));
    }

    [Fact]
    public void Spellings_of_one_class_in_a_file_are_merged()
    {
        Dataset data = Open(_folder.Write("a.csv", "a,label\n1,1\n2,1.0\n3,01\n4,2\n"));

        Assert.Equal(["1", "2"], data.ClassNames!);
        Assert.Equal([0, 0, 0, 1], data.Labels!);
    }

    [Fact]
    public void Labels_of_an_array_may_be_words()
    {
        Dataset data = Open(CaseFiles.Write(_folder.Path, "string-labels.npz"));

        Assert.Equal(["cat", "dog"], data.ClassNames!);
        Assert.Equal(50, data.Labels!.Length);
    }

    [Fact]
    public void Labels_of_an_array_may_be_negative()
    {
        Dataset data = Open(CaseFiles.Write(_folder.Path, "minus-one-labels.npz"));

        Assert.Equal(["-1", "1"], data.ClassNames!);
        Assert.Equal([0, 1], data.Labels!.Distinct().Order());
    }

    [Fact]
    public void One_hot_labels_are_classes_and_it_is_said()
    {
        Dataset data = Open(CaseFiles.Write(_folder.Path, "onehot-labels.npz"));

        Assert.Equal(2, data.Classes);
        Assert.Equal([0, 1], data.Labels!.Distinct().Order());
        Assert.Contains(data.Notices, notice => notice.Contains("single 1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_regression_target_is_noticed()
    {
        Dataset data = Open(CaseFiles.Write(_folder.Path, "regression-target-as-label.csv"));

        Assert.Contains(data.Notices, notice => notice.Contains("regression", StringComparison.Ordinal));
        Assert.True(ClassLabels.HasFractions(data));
    }

    [Fact]
    public void Labels_from_code_follow_the_same_rules()
    {
        Dataset data = Datasets.From(new float[,] { { 1 }, { 2 }, { 3 } }, ["10", "2.0", "02"]);

        Assert.Equal(["2", "10"], data.ClassNames!);
        Assert.Equal([1, 0, 0], data.Labels!);
    }

    [Fact]
    public void A_trained_classifier_predicts_names_whatever_the_labels_of_other_data()
    {
        Dataset train = Datasets.From(Repeated([[1, 0], [0, 1]], 20), [.. Enumerable.Repeat<string[]>(["spam", "ham"], 20).SelectMany(pair => pair)]);
        Mlp mlp = Mlp.Train(train, new() { Hidden = "4", Epochs = 50, Batch = 10 }, cancel: TestContext.Current.CancellationToken);

        Assert.Equal(["ham", "spam"], mlp.ClassNames!);
        Dataset other = Datasets.From(new float[,] { { 1, 0 }, { 1, 0 } }, ["spam", "spam"]);
        Assert.Equal([1, 1], mlp.Predict(other));
        Assert.Equal([0, 0], other.Labels!);
        Assert.Equal([1, 1], mlp.LabelsOf(other));
    }

    [Fact]
    public void An_empty_label_is_refused_in_every_spelling()
    {
        Assert.Contains("needs a label", Refused(_folder.Write("a.csv", "a,label\n1,\n")).Message);
        Assert.Contains("needs a label", Refused(_folder.Write("b.csv", "a,label\n1,NaN\n")).Message);
    }

    private static Rows Repeated(float[][] rows, int times) => Rows.From([.. Enumerable.Repeat(rows, times).SelectMany(each => each)]);

    private static Dataset Labeled(int[] labels, params string[] names) =>
        new("other", new FloatExamples(Tensor.Zeros(labels.Length, 2)), ItemShape.Vector(2)) { Labels = labels, ClassNames = names };
}
