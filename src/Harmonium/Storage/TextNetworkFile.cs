using System.Text.Json;
using Harmonium.Data.Text;
using Harmonium.Errors;
using Harmonium.Networks.Recurrent;
using Harmonium.Numerics;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Storage;

/// <summary>Recurrent networks in model files: <c>{"kind":"text","alphabet":"abc…","layers":[{"kind":"lstm","units":256}]}</c>.</summary>
public static class TextNetworkFile
{
    /// <summary>The kind in files.</summary>
    public const string Kind = "text";

    /// <summary>The JSON object that describes a network.</summary>
    public static JsonElement Describe(RecurrentNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return JsonObjects.Of(json =>
        {
            json.WriteString("kind", Kind);
            json.WriteString("alphabet", network.Alphabet.ToString());
            json.WriteStartArray("layers");
            foreach (RecurrentLayer layer in network.Layers)
            {
                json.WriteStartObject();
                json.WriteString("kind", layer.Kind);
                json.WriteNumber("units", layer.Units);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <summary>The model file of a network; its tensors are the network's own, not copied.</summary>
    public static ModelFile ModelOf(RecurrentNetwork network, JsonElement training)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new ModelFile(Describe(network), training, network.Parameters.ToDictionary(p => p.Name, p => p.Values));
    }

    /// <summary>The network that a model file describes.</summary>
    /// <exception cref="ModelFileException">It is no such network, has units of an unknown kind, or tensors that are missing, of another shape or not known.</exception>
    public static RecurrentNetwork NetworkOf(ModelFile file, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        MachineReader machine = new(file);
        machine.RequireKind(Kind);
        string characters = machine.Text("alphabet");
        if (characters.Length == 0)
            throw machine.Refuse("its alphabet is empty");
        Alphabet alphabet = Alphabet.Of(characters);
        if (alphabet.ToString() != characters)
            throw machine.Refuse("its alphabet is not in the order of code points, each once");
        try
        {
            RecurrentNetwork network = new(alphabet, [.. machine.Objects("layers").Select(LayerOf)], device ?? Device.Default);
            machine.Fill(network.Parameters);
            return network;
        }
        catch (ConfigurationException exception)
        {
            throw machine.Refuse(exception.Message.TrimEnd('.'));
        }
    }

    private static RecurrentLayer LayerOf(MachineReader layer)
    {
        string kind = layer.Text("kind");
        return RecurrentLayer.Kinds.TryGetValue(kind, out Func<int, RecurrentLayer>? make)
            ? make(layer.Whole("units"))
            : throw layer.Refuse($"it has units of the kind {Quotation.Of(kind)}; known are {string.Join(", ", RecurrentLayer.Kinds.Keys)}");
    }
}
