using Harmonium.Data;
using Harmonium.Machines;
using Harmonium.Numerics;

namespace Harmonium.Runs.Models;

/// <summary>Classes of examples with their probabilities.</summary>
public abstract class Classifier
{
    /// <summary>How many classes there are.</summary>
    public abstract int Classes { get; }

    /// <summary>The names of the classes, by label; null where the model does not know them.</summary>
    public abstract IReadOnlyList<string>? ClassNames { get; }

    /// <summary>p(class | example) of every example, in blocks of [examples, classes].</summary>
    /// <exception cref="ArgumentException">The examples do not fit the model.</exception>
    public abstract IEnumerable<Tensor> Probabilities(Dataset data, CancellationToken cancel = default);

    /// <summary>The likeliest class of every example with its probability, in the order of the examples.</summary>
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

    /// <summary>The share of examples whose likeliest class is not their label, and the mean of −log p(label | example) in nats.</summary>
    /// <exception cref="ArgumentException">There are no labels, or labels or examples that do not fit the model.</exception>
    public abstract (double Error, double CrossEntropy) Judge(Dataset data, CancellationToken cancel = default);

    /// <summary>The names of the classes: those that the model knows, else those of the data, else their numbers.</summary>
    public IReadOnlyList<string> NamesWith(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return [.. Enumerable.Range(0, Classes)
            .Select(label => ClassNames?[label] ?? (data.ClassNames is { } names && label < names.Count ? names[label] : $"{label}"))];
    }
}
