using System.Text.Json;
using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Networks;
using Harmonium.Networks.Layers;
using Harmonium.Networks.Losses;
using Harmonium.Numerics;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Storage;

/// <summary>
/// Feed-forward networks in model files: <c>{"kind":"network","input":[28,28,1],"layers":[{"kind":"dense","units":10,"activation":"linear"},…],"loss":"cross-entropy"}</c>
/// with tensors <c>layers.0.weights</c> and so on.
/// </summary>
public static class NetworkFile
{
    /// <summary>The kind in files.</summary>
    public const string Kind = "network";

    /// <summary>The JSON object that describes a network.</summary>
    public static JsonElement Describe(FeedForwardNetwork network, NetworkLoss loss)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        return JsonObjects.Of(json =>
        {
            json.WriteString("kind", Kind);
            json.WriteStartArray("input");
            if (network.Input.IsImage)
            {
                json.WriteNumberValue(network.Input.Height);
                json.WriteNumberValue(network.Input.Width);
                json.WriteNumberValue(network.Input.Channels);
            }
            else
            {
                json.WriteNumberValue(network.Input.Columns);
            }

            json.WriteEndArray();
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
        });
    }

    /// <summary>The model file of a network; its tensors are the network's own, not copied.</summary>
    public static ModelFile ModelOf(FeedForwardNetwork network, NetworkLoss loss, JsonElement training)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new ModelFile(Describe(network, loss), training, network.Parameters.ToDictionary(p => p.Name, p => p.Values));
    }

    /// <summary>The network and loss that a model file describes.</summary>
    /// <exception cref="ModelFileException">It is no network, has layers of an unknown kind, or tensors that are missing, of another shape or not known.</exception>
    public static (FeedForwardNetwork Network, NetworkLoss Loss) NetworkOf(ModelFile file, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        MachineReader machine = new(file);
        machine.RequireKind(Kind);
        ItemShape input = machine.Numbers("input") switch
        {
            [int columns] => ItemShape.Vector(columns),
            [int height, int width, int channels] => ItemShape.Image(height, width, channels),
            _ => throw machine.Refuse("its machine has no 'input' of one number, or of height, width and channels"),
        };
        try
        {
            FeedForwardNetwork network = new(input, [.. machine.Objects("layers").Select(LayerOf)], device ?? Device.Default);
            machine.Fill(network.Parameters);
            return (network, LossOf(machine));
        }
        catch (ConfigurationException exception)
        {
            throw machine.Refuse(exception.Message.TrimEnd('.'));
        }
    }

    private static NetworkLayer LayerOf(MachineReader layer) => layer.Text("kind") switch
    {
        "dense" => new DenseLayer(layer.Whole("units"), layer.Activation()),
        "convolution" => new ConvolutionLayer(layer.Whole("filters"), layer.Whole("side"), layer.Whole("padding"), layer.Activation()),
        "average-pooling" => new PoolingLayer(layer.Whole("side"), Largest: false),
        "maximum-pooling" => new PoolingLayer(layer.Whole("side"), Largest: true),
        "dropout" => new DropoutLayer(layer.Number("probability")),
        "batch-normalisation" => new BatchNormalisationLayer(layer.Number("momentum")),
        "activation" => new ActivationLayer(layer.Activation()),
        string other => throw layer.Refuse($"it has a layer of the kind {Quotation.Of(other)}, which this program does not know"),
    };

    private static NetworkLoss LossOf(MachineReader machine) => machine.Text("loss") switch
    {
        "cross-entropy" => new CrossEntropyLoss(),
        "bernoulli" => new BernoulliLikelihoodLoss(),
        "squared" => new SquaredErrorLoss(),
        string other => throw machine.Refuse($"its loss is {Quotation.Of(other)}; known are cross-entropy, bernoulli and squared"),
    };
}
