using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Evaluation.Classes;
using Harmonium.Numerics;
using Harmonium.Runs.Settings;

namespace Harmonium.Tests.Evaluation.Classes;

public sealed class ClassificationReportTests
{
    private static readonly string[] _names = ["a", "b", "c"];

    // Rows: 4 of a (3 right, 1 as b), 2 of b (1 right, 1 as a), none of c, which is predicted once for a further a.
    private static readonly int[] _labels = [0, 0, 0, 0, 1, 1, 0];
    private static readonly int[] _predicted = [0, 0, 0, 1, 1, 0, 2];

    [Fact]
    public void Numbers_follow_from_the_confusion_matrix()
    {
        ClassificationReport report = new(_names, _labels, _predicted, 0.5, [1, 6, 0]);

        Assert.Equal([[3, 1, 1], [1, 1, 0], [0, 0, 0]], report.Confusion);
        Assert.Equal(3.0 / 7, report.Error, 1e-15);
        Assert.Equal(Math.Sqrt(3.0 / 7 * (4.0 / 7) / 7), report.StandardError, 1e-15);
        Assert.Equal([5, 2, 0], report.Classes.Select(score => score.Count));
        Assert.Equal([3.0 / 4, 1.0 / 2, 0.0], report.Classes.Select(score => score.Precision!.Value));
        Assert.Equal([3.0 / 5, 1.0 / 2, null], report.Classes.Select(score => score.Recall));
        Assert.Equal(((3.0 / 5) + (1.0 / 2)) / 2, report.BalancedAccuracy, 1e-15);
        Assert.Equal([0, 0, 0, 1, 0, 1, 1], report.Misses);
    }

    [Fact]
    public void The_majority_is_that_of_the_training_data_if_its_counts_are_known()
    {
        ClassificationReport ofTraining = new(_names, _labels, _predicted, 0.5, [1, 6, 0]), ofExamples = new(_names, _labels, _predicted, 0.5, null);

        Assert.Equal(("b", 5.0 / 7, true, true), (ofTraining.MajorityClass, ofTraining.MajorityError, ofTraining.MajorityIsOfTraining, ofTraining.BeatsMajority));
        Assert.Equal(("a", 2.0 / 7, false, false), (ofExamples.MajorityClass, ofExamples.MajorityError, ofExamples.MajorityIsOfTraining,
            ofExamples.BeatsMajority));
    }

    [Fact]
    public void A_classifier_that_always_answers_the_majority_does_not_beat_it()
    {
        for (int count = 2; count <= 500; count++)
        {
            // 1 − (n − 1) / n is above 1 / n for many n in floating point.
            int[] labels = [1, .. Enumerable.Repeat(0, count - 1)];
            Assert.False(new ClassificationReport(_names, labels, new int[count], 0, null).BeatsMajority, $"{count} examples");
        }
    }

    [Fact]
    public void A_model_reports_the_classes_that_its_training_counted_also_after_it_is_saved()
    {
        Dataset data = Bits(396, 4);
        Mlp model = Mlp.Train(data, new() { Hidden = "4", Schedule = new() { Epochs = 1 } }, cancel: TestContext.Current.CancellationToken);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            model.Save(path);
            // In these data class 1 is the frequent one; the majority is still that of the training.
            ClassificationReport report = Model.Load(path).EvaluateClasses(Bits(4, 36), TestContext.Current.CancellationToken);

            Assert.Equal(("0", 0.9, true), (report.MajorityClass, Math.Round(report.MajorityError, 12), report.MajorityIsOfTraining));
            Assert.Equal(report.Error, 1 - report.Classes.Sum(score => score.Correct / 40.0), 1e-12);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Balanced_weights_are_the_examples_per_class_over_the_count_of_the_class()
    {
        float[] weights = ClassWeights.Of("balanced", Bits(396, 4))!;

        Assert.Equal([400f / (2 * 396), 400f / (2 * 4)], weights);
        Assert.Equal(400, (396 * (double)weights[0]) + (4 * (double)weights[1]), 1e-4);
        Assert.Null(ClassWeights.Of("none", Bits(396, 4)));
    }

    [Theory]
    [InlineData("1.0=5", 1, 5)]
    [InlineData("01=5,0=0.25", 0.25f, 5)]
    public void Weights_by_name_know_every_spelling_of_a_number(string words, float first, float second) =>
        Assert.Equal([first, second], ClassWeights.Of(words, Bits(3, 3))!);

    [Theory]
    [InlineData("even")]
    [InlineData("a=")]
    [InlineData("=1")]
    [InlineData("a=-1")]
    [InlineData("a=1,,b=2")]
    [InlineData("")]
    public void Weights_of_another_form_are_refused(string words) =>
        Assert.Equal("classWeights", Assert.Throws<ConfigurationException>(() => ClassWeights.Check(words)).Setting);

    private static Dataset Bits(int zeros, int ones)
    {
        Tensor values = Tensor.Zeros(zeros + ones, 2);
        for (int row = 0; row < values.Rows; row++)
            values[row, row % 2] = 1;
        return new Dataset("bits", new FloatExamples(values), ItemShape.Vector(2)) { Labels = [.. Enumerable.Repeat(0, zeros), .. Enumerable.Repeat(1, ones)] };
    }
}
