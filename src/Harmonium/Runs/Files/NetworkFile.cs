using System.Text.Json;
using Harmonium.Errors;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Numerics.Functions;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Runs.Files;

/// <summary>
/// Reads and writes feed-forward networks. The description is
/// <c>"input":[28,28,1],"layers":[{"kind":"dense","units":10,"activation":"linear"},…],"loss":"cross-entropy"</c>; the tensors are
/// <c>layers.0.weights</c> and so on.
/// </summary>
internal static class NetworkFile
{
    private static readonly Dictionary<string, Func<DescriptionReader, NetworkLayer>> _layers = new(StringComparer.Ordinal)
    {
        ["dense"] = layer => new DenseLayer(layer.Whole("units"), ActivationOf(layer)),
        ["convolution"] = layer => new ConvolutionLayer(layer.Whole("filters"), layer.Whole("side"), layer.Whole("padding"), ActivationOf(layer)),
        ["average-pooling"] = layer => new PoolingLayer(layer.Whole("side"), Largest: false),
        ["maximum-pooling"] = layer => new PoolingLayer(layer.Whole("side"), Largest: true),
        ["dropout"] = layer => new DropoutLayer(layer.Number("probability")),
        ["batch-normalization"] = BatchNormalization,
        ["batch-normalisation"] = BatchNormalization, // the spelling of versions before 1.0
        ["activation"] = layer => new ActivationLayer(ActivationOf(layer)),
    };

    private static readonly NetworkLoss[] _losses = [new CrossEntropyLoss(), new BernoulliLikelihoodLoss(), new SquaredErrorLoss()];

    private static BatchNormalizationLayer BatchNormalization(DescriptionReader layer) => new(layer.Number("momentum"));

    /// <summary>Writes a network into an open JSON object.</summary>
    internal static void Write(Utf8JsonWriter json, FeedForwardNetwork network, NetworkLoss loss)
    {
        DescriptionReader.WriteShape(json, "input", network.Input);
        json.WriteStartArray("layers");
        foreach (NetworkLayer layer in network.Layers)
        {
            json.WriteStartObject();
            json.WriteString("kind", layer.Kind);
            layer.Write(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("loss", loss.Kind);
    }

    /// <summary>Reads the network and the loss of a description.</summary>
    /// <param name="description">The description of the file, or of a part of it.</param>
    /// <param name="device">The device that computes.</param>
    /// <param name="part">The prefix of the tensor names of the part.</param>
    /// <exception cref="ModelFileException">A layer has an unknown kind, or a tensor is missing or has a different shape.</exception>
    internal static (FeedForwardNetwork Network, NetworkLoss Loss) Read(DescriptionReader description, Device device, string part = "")
    {
        try
        {
            FeedForwardNetwork network = new(description.Shape("input"), [.. description.Objects("layers").Select(LayerOf)], device);
            description.Fill(network.Parameters, part);
            string loss = description.Text("loss");
            return (network, _losses.FirstOrDefault(known => known.Kind == loss)
                ?? throw description.Refuse($"its loss is {Quotation.Of(loss)}; expected one of {string.Join(", ", _losses.Select(known => known.Kind))}"));
        }
        catch (ConfigurationException exception)
        {
            throw description.Refuse(exception.Reason.TrimEnd('.'));
        }
    }

    private static NetworkLayer LayerOf(DescriptionReader layer) => _layers.TryGetValue(layer.Text("kind"), out Func<DescriptionReader, NetworkLayer>? read)
        ? read(layer)
        : throw layer.Refuse($"it has a layer of the unknown kind {Quotation.Of(layer.Text("kind"))}. Use a version of Harmonium that supports it");

    private static Activation ActivationOf(DescriptionReader layer)
    {
        string word = layer.Text("activation");
        return ActivationWords.Find(word, layer.Number("slope", 1))
            ?? throw layer.Refuse($"it has the activation {Quotation.Of(word)}; expected one of {ActivationWords.All}");
    }
}
