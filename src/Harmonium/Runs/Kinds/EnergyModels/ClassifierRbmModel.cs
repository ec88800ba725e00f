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
    public override Classifier Classifier { get; } = new LabelLayerClassifier(rbm.Classes, classNames, rbm.LogProbabilities);

    /// <inheritdoc/>
    public override IReadOnlyList<FilterBank> Filters { get; } = [new FilterBank("hidden units", rbm.Coupling.Weights)];

    /// <inheritdoc/>
    public override JsonElement Describe() => JsonObjects.Of(json =>
    {
        json.WriteString("kind", Kind.Name);
        Write(json, rbm, Shape, classNames);
    });

    /// <summary>Writes the layers and couplings of a classification RBM into an open JSON object.</summary>
    /// <param name="json">The JSON writer.</param>
    /// <param name="rbm">The classification RBM.</param>
    /// <param name="shape">The shape of one example; null for a vector.</param>
    /// <param name="classNames">The names of the classes, by label; null if they have none.</param>
    internal static void Write(Utf8JsonWriter json, ClassificationRbm rbm, ItemShape? shape, IReadOnlyList<string>? classNames) =>
        EnergyFile.Write(json, rbm.Machine, shape, layer =>
        {
            if (layer != rbm.Label || classNames is null)
                return;
            json.WriteStartArray("names");
            foreach (string name in classNames)
                json.WriteStringValue(name);
            json.WriteEndArray();
        });
}
