using Harmonium.Data;
using Harmonium.Evaluation.Classes;
using Harmonium.Machines;
using Harmonium.Numerics;

namespace Harmonium.Runs.Models;

/// <summary>Predicts the classes of examples, with probabilities.</summary>
internal abstract class Classifier
{
    /// <summary>The number of classes.</summary>
    public abstract int Classes { get; }

    /// <summary>The names of the classes, by label; null if the model does not store them.</summary>
    public abstract IReadOnlyList<string>? ClassNames { get; }

    /// <summary>Computes p(class | example) of every example, in blocks of [examples, classes].</summary>
    /// <exception cref="ArgumentException">The examples do not fit the model.</exception>
    public abstract IEnumerable<Tensor> Probabilities(Dataset data, CancellationToken cancel = default);

    /// <summary>Returns the most probable class of every example and its probability, in the order of the examples.</summary>
    /// <exception cref="ArgumentException">The examples do not fit the model.</exception>
    public virtual IEnumerable<(int Class, double Probability)> Predict(Dataset data, CancellationToken cancel = default)
    {
        foreach (Tensor probabilities in Probabilities(data, cancel))
        {
            for (int row = 0; row < probabilities.Rows; row++)
            {
                int best = ClassificationRbm.ArgMax(probabilities.Row(row));
                yield return (best, probabilities[row, best]);
            }
        }
    }

    /// <summary>Computes the error rate and the mean cross-entropy, −log p(label | example) in nats.</summary>
    /// <exception cref="ArgumentException">There are no labels, or the examples do not fit the model.</exception>
    /// <exception cref="DataFileException">A label is not a class of the model.</exception>
    public (double Error, double CrossEntropy) Judge(Dataset data, CancellationToken cancel = default)
    {
        ClassificationReport report = Report(data, null, cancel);
        return (report.Error, report.CrossEntropy);
    }

    /// <summary>Evaluates the classifier in all and per class.</summary>
    /// <param name="data">Examples with labels.</param>
    /// <param name="trainingCounts">The number of training examples of each class; null if they are not known.</param>
    /// <param name="cancel">Cancels the evaluation.</param>
    /// <exception cref="ArgumentException">There are no labels, or the examples do not fit the model.</exception>
    /// <exception cref="DataFileException">A label is not a class of the model.</exception>
    public ClassificationReport Report(Dataset data, IReadOnlyList<int>? trainingCounts, CancellationToken cancel = default)
    {
        Dataset fitted = Fitted(data);
        int[] labels = fitted.Labels
            ?? throw new ArgumentException($"The data {fitted.Name} have no labels. Use data with labels.", nameof(data));
        (int[] predicted, double crossEntropy) = PredictClasses(fitted, cancel);
        return new ClassificationReport(NamesWith(fitted), labels, predicted, crossEntropy, trainingCounts);
    }

    /// <summary>Returns data whose labels are the classes of the model; unchanged if they have none.</summary>
    /// <exception cref="DataFileException">A label is not a class of the model.</exception>
    public Dataset Fitted(Dataset data) => ClassLabels.Mapped(data, ClassNames, Classes);

    /// <summary>Predicts the class of every example of data whose labels are the classes of the model, and computes the mean cross-entropy.</summary>
    private protected abstract (int[] Predicted, double CrossEntropy) PredictClasses(Dataset data, CancellationToken cancel);

    /// <summary>Returns the names of the classes: from the model if it stores them, else from the data, else the class numbers.</summary>
    public IReadOnlyList<string> NamesWith(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return [.. Enumerable.Range(0, Classes)
            .Select(label => ClassNames?[label] ?? (data.ClassNames is { } names && label < names.Count ? names[label] : $"{label}"))];
    }
}
