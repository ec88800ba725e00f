using Harmonium.Data;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs.Models;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>Classifies by the label layer of a classification RBM, whose p(label | example) is exact.</summary>
/// <param name="classes">The number of classes.</param>
/// <param name="classNames">The names of the classes, by label; null if they have none.</param>
/// <param name="logProbabilities">
/// Computes log p(label | example) of a data set, in blocks of [examples, classes], or throws an exception if the examples do not fit.
/// </param>
internal sealed class LabelLayerClassifier(
    int classes, IReadOnlyList<string>? classNames, Func<Dataset, CancellationToken, IEnumerable<Tensor>> logProbabilities) : Classifier
{
    /// <inheritdoc/>
    public override int Classes => classes;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? ClassNames => classNames;

    /// <inheritdoc/>
    public override IEnumerable<Tensor> Probabilities(Dataset data, CancellationToken cancel = default)
    {
        foreach (Tensor log in logProbabilities(data, cancel))
        {
            foreach (ref float x in log.AsSpan())
                x = (float)Math.Exp(x);
            yield return log;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(int Class, double Probability)> Predict(Dataset data, CancellationToken cancel = default)
    {
        foreach (Tensor log in logProbabilities(data, cancel))
        {
            for (int row = 0; row < log.Rows; row++)
            {
                int best = ClassificationRbm.ArgMax(log.Row(row));
                yield return (best, Math.Exp(log[row, best]));
            }
        }
    }

    private protected override (int[] Predicted, double CrossEntropy) PredictClasses(Dataset data, CancellationToken cancel) =>
        ClassificationRbm.Predictions(data, logProbabilities(data, cancel));
}
