using System.Text.Json;
using Harmonium.Data;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs.Files;
using Harmonium.Runs.Models;
using Harmonium.Storage.Files;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>A classification RBM as a model.</summary>
/// <param name="kind">The model kind.</param>
/// <param name="rbm">The classification RBM.</param>
/// <param name="shape">The shape of one example; null if it is not known.</param>
/// <param name="classNames">The names of the classes, by label; null if they have none.</param>
internal sealed class ClassifierRbmModel(ModelKind kind, ClassificationRbm rbm, ItemShape? shape, IReadOnlyList<string>? classNames) : TrainedModel
{
    /// <summary>The classification RBM.</summary>
    public ClassificationRbm Rbm => rbm;

    /// <inheritdoc/>
    public override ModelKind Kind => kind;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; } = [.. rbm.Machine.Parameters];

    /// <inheritdoc/>
    public override Device Device => rbm.Coupling.Weights.Device;

    /// <inheritdoc/>
    public override ItemShape? Shape { get; } = shape ?? ItemShape.Vector(rbm.Visible.Units.Count);

    /// <inheritdoc/>
    public override Classifier Classifier { get; } = new LabelLayer(rbm, classNames);

    /// <inheritdoc/>
    public override IReadOnlyList<FilterBank> Filters { get; } = [new FilterBank("hidden units", rbm.Coupling.Weights)];

    /// <inheritdoc/>
    public override JsonElement Describe() => JsonObjects.Of(json =>
    {
        json.WriteString("kind", Kind.Name);
        EnergyFile.Write(json, rbm.Machine, Shape, layer =>
        {
            if (layer != rbm.Label || classNames is null)
                return;
            json.WriteStartArray("names");
            foreach (string name in classNames)
                json.WriteStringValue(name);
            json.WriteEndArray();
        });
    });

    private sealed class LabelLayer(ClassificationRbm rbm, IReadOnlyList<string>? classNames) : Classifier
    {
        public override int Classes => rbm.Classes;

        public override IReadOnlyList<string>? ClassNames => classNames;

        public override IEnumerable<Tensor> Probabilities(Dataset data, CancellationToken cancel = default)
        {
            foreach (Tensor log in rbm.LogProbabilities(data, cancel))
            {
                foreach (ref float x in log.AsSpan())
                    x = (float)Math.Exp(x);
                yield return log;
            }
        }

        public override IEnumerable<(int Class, double Probability)> Predict(Dataset data, CancellationToken cancel = default)
        {
            foreach (Tensor log in rbm.LogProbabilities(data, cancel))
            {
                for (int row = 0; row < log.Rows; row++)
                {
                    int best = ClassificationRbm.ArgMax(log.Row(row));
                    yield return (best, Math.Exp(log[row, best]));
                }
            }
        }

        private protected override (int[] Predicted, double CrossEntropy) PredictClasses(Dataset data, CancellationToken cancel) =>
            rbm.Predictions(data, cancel);
    }
}
