using System.Globalization;

namespace Harmonium.Evaluation.Classes;

/// <summary>
/// The results of a classifier on labeled examples: in all, per class, and against the majority baseline, which always answers the class that is most
/// frequent in the training data. With rare classes a low error rate says little; the balanced accuracy counts all classes alike.
/// </summary>
public sealed class ClassificationReport
{
    private readonly int[] _labels;
    private readonly int[] _predicted;

    /// <summary>Creates a report.</summary>
    /// <param name="names">The names of the classes.</param>
    /// <param name="labels">The class of every example.</param>
    /// <param name="predicted">The predicted class of every example.</param>
    /// <param name="crossEntropy">The mean of −log p(class | example), in nats.</param>
    /// <param name="trainingCounts">The number of training examples of each class; null if they are not known.</param>
    internal ClassificationReport(
        IReadOnlyList<string> names, int[] labels, int[] predicted, double crossEntropy, IReadOnlyList<int>? trainingCounts)
    {
        (_labels, _predicted, CrossEntropy) = (labels, predicted, crossEntropy);
        int[][] confusion = [.. names.Select(_ => new int[names.Count])];
        for (int i = 0; i < labels.Length; i++)
            confusion[labels[i]][predicted[i]]++;
        Confusion = confusion;
        Classes = [.. names.Select((name, k) => new ClassScore(name, confusion[k].Sum(), confusion.Sum(row => row[k]), confusion[k][k]))];
        MajorityIsOfTraining = trainingCounts is not null;
        int majority = (trainingCounts ?? [.. Classes.Select(score => score.Count)]).Index().MaxBy(pair => pair.Item).Index;
        MajorityClass = names[majority];
        MajorityError = (double)(Count - Classes[majority].Count) / Math.Max(1, Count);
    }

    /// <summary>The number of examples.</summary>
    public int Count => _labels.Length;

    /// <summary>The fraction of misclassified examples.</summary>
    public double Error => (double)_labels.Where((label, i) => label != _predicted[i]).Count() / Math.Max(1, Count);

    /// <summary>The standard error of <see cref="Error"/>, √(e (1 − e) / n).</summary>
    public double StandardError => Math.Sqrt(Error * (1 - Error) / Math.Max(1, Count));

    /// <summary>The mean of −log p(class | example), in nats.</summary>
    public double CrossEntropy { get; }

    /// <summary>The mean recall of the classes that have examples: 1 / K by chance, 1 at best (Brodersen et al. 2010).</summary>
    public double BalancedAccuracy => Classes.Average(score => score.Recall) ?? double.NaN;

    /// <summary>The most frequent class of the training data; of these examples, if the class counts of the training are not known.</summary>
    public string MajorityClass { get; }

    /// <summary>The error of always answering <see cref="MajorityClass"/>.</summary>
    public double MajorityError { get; }

    /// <summary>True if <see cref="MajorityClass"/> is that of the training data.</summary>
    public bool MajorityIsOfTraining { get; }

    /// <summary>True if the classifier makes fewer errors than the majority baseline.</summary>
    public bool BeatsMajority => Error < MajorityError;

    /// <summary>The results per class, by label.</summary>
    public IReadOnlyList<ClassScore> Classes { get; }

    /// <summary>The confusion matrix: the number of examples by class (outer list) and predicted class (inner list).</summary>
    public IReadOnlyList<IReadOnlyList<int>> Confusion { get; }

    /// <summary>1 for every misclassified example, 0 for the others, in the order of the examples.</summary>
    internal double[] Misses => [.. _labels.Select((label, i) => label == _predicted[i] ? 0.0 : 1.0)];

    /// <summary>A line such as "error 1.00 % ± 0.50 % (majority 1.00 %), balanced accuracy 50.00 %, 400 examples".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"error {100 * Error:F2} % ± {100 * StandardError:F2} % (majority {100 * MajorityError:F2} %), balanced accuracy {100 * BalancedAccuracy:F2} %, " +
        $"{Count} examples");
}
