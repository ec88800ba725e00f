using System.Text.Json;
using Harmonium.Data;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Runs.Files;
using Harmonium.Runs.Models;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;
using Harmonium.Units;

namespace Harmonium.Runs.Kinds.Networks;

/// <summary>A feed-forward classifier as a model.</summary>
/// <param name="kind">The model kind.</param>
/// <param name="network">The network.</param>
/// <param name="loss">The loss, which defines the meaning of the outputs.</param>
/// <param name="classNames">The names of the classes, by label; null if they have none.</param>
internal sealed class NetworkModel(ModelKind kind, FeedForwardNetwork network, NetworkLoss loss, IReadOnlyList<string>? classNames) : TrainedModel
{
    /// <summary>The network.</summary>
    public FeedForwardNetwork Network => network;

    /// <inheritdoc/>
    public override ModelKind Kind => kind;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => network.Parameters;

    /// <inheritdoc/>
    public override Device Device => network.Device;

    /// <inheritdoc/>
    public override ItemShape? Shape => network.Input;

    /// <inheritdoc/>
    public override Classifier Classifier { get; } = new NetworkClassifier(network, loss, classNames);

    /// <inheritdoc/>
    public override Encoder? Encoder { get; } = network.Layers.Count > 1 ? new LastHiddenLayer(network) : null;

    /// <inheritdoc/>
    public override IReadOnlyList<FilterBank> Filters =>
        network.Layers.Index().Where(layer => layer.Item is not DropoutLayer).Take(1).Where(layer => layer.Item is DenseLayer)
            .Select(layer => new FilterBank("first layer", network.TensorsOf(layer.Index)[0])).ToArray();

    /// <inheritdoc/>
    public override JsonElement Describe() => JsonObjects.Of(json =>
    {
        json.WriteString("kind", Kind.Name);
        NetworkFile.Write(json, network, loss);
        WriteClassNames(json, classNames);
    });

    /// <summary>Writes the class names into an open JSON object.</summary>
    internal static void WriteClassNames(Utf8JsonWriter json, IReadOnlyList<string>? names)
    {
        if (names is null)
            return;
        json.WriteStartArray("classes");
        foreach (string name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    /// <summary>Returns the class names in a description; null if there are none.</summary>
    /// <exception cref="ModelFileException">The number of names differs from the number of classes.</exception>
    internal static IReadOnlyList<string>? ClassNamesOf(DescriptionReader description, int classes)
    {
        string[]? names = description.Has("classes") ? description.Texts("classes") : null;
        return names is null || names.Length == classes ? names
            : throw description.Refuse($"'classes' has {names.Length} names; expected {classes}, one per class");
    }

    /// <summary>Returns the shapes of the layers as text.</summary>
    internal static string LayersOf(FeedForwardNetwork network) =>
        string.Join(" → ", Enumerable.Range(-1, network.Layers.Count + 1).Select(i => network.ShapeAfter(i))
            .Where((shape, i) => i == 0 || shape != network.ShapeAfter(i - 2)).Select(shape => $"{shape}"));

    /// <summary>The classifier of a network.</summary>
    internal sealed class NetworkClassifier(FeedForwardNetwork network, NetworkLoss loss, IReadOnlyList<string>? classNames) : Classifier
    {
        public override int Classes => network.Outputs;

        public override IReadOnlyList<string>? ClassNames => classNames;

        public override IEnumerable<Tensor> Probabilities(Dataset data, CancellationToken cancel = default) =>
            [NetworkEvaluation.Answers(network, loss, data, cancel)];

        private protected override (int[] Predicted, double CrossEntropy) PredictClasses(Dataset data, CancellationToken cancel) =>
            NetworkEvaluation.Predictions(network, loss, data, cancel);
    }

    /// <summary>The outputs of the last hidden layer, as features.</summary>
    internal sealed class LastHiddenLayer(FeedForwardNetwork network) : Encoder
    {
        public override int Features => network.ShapeAfter(network.Layers.Count - 2).Count;

        public override Tensor Transform(States examples)
        {
            Node hidden = network.Signals(new Tape(network.Device), examples.AsTensor())[^2];
            return (hidden.Value.Rank == 4 ? hidden.PlanesToRows() : hidden).Value;
        }
    }
}
