using System.Buffers;
using System.Text.Json;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Storage;

/// <summary>Restricted Boltzmann machines in model files: tensors <c>weights</c>, <c>visible.bias</c>, <c>hidden.bias</c> and so on.</summary>
public static class RbmFile
{
    /// <summary>The kind in files.</summary>
    public const string Kind = "rbm";

    private const string Weights = "weights";

    /// <summary>Reads a machine, whoever wrote the file.</summary>
    /// <param name="path">The model file.</param>
    /// <param name="device">Where its parameters go; <see cref="Device.Default"/> when null.</param>
    /// <param name="files">Where the file lies; the disks of this machine when null.</param>
    /// <exception cref="StorageException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="ModelFileException">It is damaged, no RBM, has units of an unknown kind or tensors that do not fit, or holds a NaN or an infinity.</exception>
    public static Rbm Read(string path, Device? device = null, FileStore? files = null) => MachineOf(ModelFile.Read(path, files), device);

    /// <summary>The machine that a model file describes; its tensors are used as they are where they lie on the device already.</summary>
    /// <exception cref="ModelFileException">It is no RBM, has units of an unknown kind, or tensors that are missing, of another shape or not known.</exception>
    public static Rbm MachineOf(ModelFile file, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        device ??= Device.Default;
        string kind = Text(file, file.Machine, "kind", "its machine");
        if (kind != Kind)
            throw new ModelFileException(file.Path, $"its machine is a {Quotation.Of(kind)}; this program reads machines of the kind 'rbm'. Use a program that knows the kind.");
        UnitsDescription visible = UnitsDescription.Of(file, "visible"), hidden = UnitsDescription.Of(file, "hidden");
        RefuseUnknown(file, [Weights, .. visible.TensorNames, .. hidden.TensorNames]);
        Tensor weights = file.Tensor(Weights, visible.Count, hidden.Count);
        try
        {
            LayerUnits hiddenUnits = hidden.Read(file, device);
            // Beside documents the biases move elsewhere, and 0 stands here; not in the file that was read.
            Rbm rbm = new(visible.Read(file, device), visible.Kind == "multinomial" ? hiddenUnits.Clone() : hiddenUnits, weights.To(device));
            if (rbm.Totals is { } totals)
            {
                // What is scaled by a document's length is no bias of the hidden units themselves.
                Tensor bias = rbm.Hidden.Units.Parameters[0].Values;
                bias.CopyTo(totals.Bias);
                bias.Scale(0);
            }

            return rbm;
        }
        catch (ArgumentException exception)
        {
            throw new ModelFileException(file.Path, $"its units do not make a machine: {exception.Message} Write the file again.", innerException: exception);
        }
    }

    /// <summary>The model file of a machine; its tensors are the machine's own, not copied.</summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="training">The JSON object that says how it was trained; may be {}.</param>
    public static ModelFile ModelOf(Rbm rbm, JsonElement training)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        Dictionary<string, Tensor> tensors = new(StringComparer.Ordinal) { [Weights] = rbm.Weights };
        foreach (Layer layer in rbm.Machine.Layers)
        {
            foreach (Parameter parameter in layer.Units.Parameters)
                tensors.Add($"{layer.Name}.{parameter.Name}", parameter.Values);
        }

        if (rbm.Totals is { } totals)
            tensors["hidden.bias"] = totals.Bias;

        return new ModelFile(Describe(rbm), training, tensors);
    }

    /// <summary>The JSON object that describes a machine: <c>{"kind":"rbm","visible":{"kind":"bernoulli","count":784},"hidden":{…}}</c>.</summary>
    public static JsonElement Describe(Rbm rbm)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", Kind);
            foreach (Layer layer in rbm.Machine.Layers)
            {
                json.WriteStartObject(layer.Name);
                UnitsDescription.Write(json, layer.Units);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>A parameter that is not known would be left out of the energy: better no machine than another one.</summary>
    internal static void RefuseUnknown(ModelFile file, IReadOnlyCollection<string> known)
    {
        string? unknown = file.Tensors.Keys.Order(StringComparer.Ordinal).FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal));
        if (unknown is not null)
            throw new ModelFileException(file.Path, $"it has a tensor {Quotation.Of(unknown)}, which its machine does not have; it has {string.Join(", ", known)}. Write the file without it.", unknown);
    }

    internal static string Text(ModelFile file, JsonElement element, string name, string what)
    {
        if (!element.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.String)
            throw new ModelFileException(file.Path, $"{what} has no string '{name}'. Write the file again.");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException exception) // half a surrogate pair
        {
            throw new ModelFileException(file.Path, $"{what} has a '{name}' that is not valid Unicode. Write the file again.", innerException: exception);
        }
    }
}
