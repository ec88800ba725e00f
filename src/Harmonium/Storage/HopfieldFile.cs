using System.Buffers;
using System.Text.Json;
using Harmonium.Machines.Hopfield;
using Harmonium.Numerics;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Storage;

/// <summary>
/// Hopfield nets in model files: <c>bias</c> [N], and <c>weights</c> [N, N] or, for W = scale · F Fᵀ less its diagonal, <c>factor</c> [N, R]; all of ±1
/// neurons.
/// </summary>
public static class HopfieldFile
{
    /// <summary>The kind in files.</summary>
    public const string Kind = "hopfield";

    /// <summary>Whether a model file holds a Hopfield net.</summary>
    public static bool Holds(ModelFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Machine.TryGetProperty("kind", out JsonElement kind) && kind.ValueKind == JsonValueKind.String && kind.ValueEquals(Kind);
    }

    /// <summary>The net that a model file describes.</summary>
    /// <exception cref="ModelFileException">It is no Hopfield net, says something impossible of it, or its tensors do not fit.</exception>
    public static HopfieldNetwork NetworkOf(ModelFile file, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        device ??= Device.Default;
        if (!Holds(file))
            throw new ModelFileException(file.Path, $"its machine is no Hopfield net; expected is the kind '{Kind}'. Use a model that harmonium train hopfield wrote.");
        int count = Whole(file, "count", 2);
        NeuronValues values = file.Machine.TryGetProperty("values", out JsonElement word) && word.ValueKind == JsonValueKind.String
            ? word.ValueEquals("spin") ? NeuronValues.Spin : word.ValueEquals("binary") ? NeuronValues.Binary : throw Wrong(file, "values", "'spin' or 'binary'")
            : throw Wrong(file, "values", "'spin' or 'binary'");
        Tensor bias = file.Tensor("bias", count).To(device);
        bool factored = file.Tensors.ContainsKey("factor");
        string[] known = ["bias", factored ? "factor" : "weights"];
        if (file.Tensors.Keys.Order(StringComparer.Ordinal).FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal)) is { } unknown)
            throw new ModelFileException(file.Path, $"it has a tensor {Quotation.Of(unknown)}, which its machine does not have; it has {string.Join(", ", known)}. Write the file without it.", unknown);
        try
        {
            return factored
                ? new HopfieldNetwork(new FactoredWeights(file.Tensor("factor", count, Whole(file, "rank", 1)).To(device), Scale(file)), bias, values)
                : new HopfieldNetwork(file.Tensor("weights", count, count).To(device), bias, values);
        }
        catch (ArgumentException exception)
        {
            throw new ModelFileException(file.Path, $"{exception.Message} Write the file again.", "weights", innerException: exception);
        }
    }

    /// <summary>The model file of a net; its tensors are the net's own, not copied.</summary>
    /// <param name="network">The net.</param>
    /// <param name="training">The JSON object that says what it stored and how; may be {}.</param>
    public static ModelFile ModelOf(HopfieldNetwork network, JsonElement training)
    {
        ArgumentNullException.ThrowIfNull(network);
        Dictionary<string, Tensor> tensors = new(network.Memory.Tensors, StringComparer.Ordinal) { ["bias"] = network.Bias };
        return new ModelFile(Describe(network), training, tensors);
    }

    /// <summary>The JSON object that describes a net: <c>{"kind":"hopfield","count":841,"values":"binary"}</c>, with <c>rank</c> and <c>scale</c> of a factor.</summary>
    public static JsonElement Describe(HopfieldNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", Kind);
            json.WriteNumber("count", network.Count);
            json.WriteString("values", network.Values == NeuronValues.Spin ? "spin" : "binary");
            if (network.Memory is FactoredWeights factored)
            {
                json.WriteNumber("rank", factored.Tensors["factor"].Columns);
                json.WriteNumber("scale", factored.Scale);
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static int Whole(ModelFile file, string name, int least) =>
        file.Machine.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= least
            ? number : throw Wrong(file, name, $"a whole number of at least {least}");

    private static double Scale(ModelFile file) =>
        file.Machine.TryGetProperty("scale", out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) && number > 0
            ? number : throw Wrong(file, "scale", "a number above 0");

    private static ModelFileException Wrong(ModelFile file, string name, string expected) =>
        new(file.Path, $"its machine has no '{name}' that is {expected}. Write the file again.");
}
