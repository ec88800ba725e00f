using System.Buffers;
using System.Text.Json;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Storage;

/// <summary>
/// Classification RBMs in model files: tensors <c>weights</c> [visible, hidden], <c>label.weights</c> [classes, hidden], and the parameters of
/// the layers <c>visible.…</c>, <c>label.bias</c>, <c>hidden.bias</c>.
/// </summary>
public static class ClassificationRbmFile
{
    /// <summary>The kind of such machines in model files.</summary>
    public const string Kind = "classifier-rbm";

    private const string Weights = "weights";
    private const string LabelWeights = "label.weights";
    private const string LabelBias = "label.bias";

    /// <summary>Reads a machine, whoever wrote the file.</summary>
    /// <param name="path">The model file.</param>
    /// <param name="device">Where its parameters go; <see cref="Device.Default"/> when null.</param>
    /// <param name="files">Where the file lies; the disks of this machine when null.</param>
    /// <exception cref="StorageException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="ModelFileException">It is damaged, no classification RBM, has units of an unknown kind or tensors that do not fit, or holds a NaN or an infinity.</exception>
    public static ClassificationRbm Read(string path, Device? device = null, FileStore? files = null) => MachineOf(ModelFile.Read(path, files), device);

    /// <summary>Whether a model file describes a classification RBM.</summary>
    public static bool Describes(ModelFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Kind == Kind;
    }

    /// <summary>The machine that a model file describes; its tensors are used as they are where they lie on the device already.</summary>
    /// <exception cref="ModelFileException">It is no classification RBM, has units of an unknown kind, or tensors that are missing, of another shape or not known.</exception>
    public static ClassificationRbm MachineOf(ModelFile file, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        device ??= Device.Default;
        string kind = RbmFile.Text(file, file.Machine, "kind", "its machine");
        if (kind != Kind)
            throw new ModelFileException(file.Path, $"its machine is a {Quotation.Of(kind)}; a classifier is a '{Kind}'. Use a model that 'harmonium train {Kind}' made.");
        UnitsDescription visible = UnitsDescription.Of(file, "visible"), hidden = UnitsDescription.Of(file, "hidden");
        if (hidden.Kind != "bernoulli")
            throw new ModelFileException(file.Path, $"its hidden units are of the kind {Quotation.Of(hidden.Kind)}; those of a '{Kind}' are 'bernoulli'. Write the file again.");
        int classes = ClassesOf(file);
        RbmFile.RefuseUnknown(file, [Weights, LabelWeights, LabelBias, .. visible.TensorNames, .. hidden.TensorNames]);
        return new ClassificationRbm(
            visible.Read(file, device),
            new Categorical(file.Tensor(LabelBias, classes).To(device), classes),
            (Bernoulli)hidden.Read(file, device),
            file.Tensor(Weights, visible.Count, hidden.Count).To(device),
            file.Tensor(LabelWeights, classes, hidden.Count).To(device));
    }

    /// <summary>The names of the classes, by label; null where the file does not say.</summary>
    /// <exception cref="ModelFileException">There are more or fewer names than classes, or one is no string.</exception>
    public static IReadOnlyList<string>? ClassNamesOf(ModelFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!Label(file).TryGetProperty("names", out JsonElement names))
            return null;
        if (names.ValueKind != JsonValueKind.Array || names.GetArrayLength() != ClassesOf(file) || names.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String))
            throw new ModelFileException(file.Path, $"the 'names' of its label layer are not {ClassesOf(file)} strings. Write the file again.");
        return [.. names.EnumerateArray().Select(name => name.GetString()!)];
    }

    /// <summary>The model file of a machine; its tensors are the machine's own, not copied.</summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="classNames">The names of the classes, by label; null where they have none.</param>
    /// <param name="training">The JSON object that says how it was trained; may be {}.</param>
    public static ModelFile ModelOf(ClassificationRbm rbm, IReadOnlyList<string>? classNames, JsonElement training)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        Dictionary<string, Tensor> tensors = new(StringComparer.Ordinal) { [Weights] = rbm.Coupling.Weights, [LabelWeights] = rbm.LabelCoupling.Weights };
        foreach (Layer layer in rbm.Machine.Layers)
        {
            foreach (Parameter parameter in layer.Units.Parameters)
                tensors.Add($"{layer.Name}.{parameter.Name}", parameter.Values);
        }

        return new ModelFile(Describe(rbm, classNames), training, tensors);
    }

    /// <summary>
    /// The JSON object that describes a machine: <c>{"kind":"classifier-rbm","visible":{…},"label":{"kind":"categorical","count":10,"categories":10,"names":[…]},"hidden":{…}}</c>.
    /// </summary>
    /// <exception cref="ArgumentException">There are more or fewer names than classes.</exception>
    public static JsonElement Describe(ClassificationRbm rbm, IReadOnlyList<string>? classNames)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        if (classNames is not null && classNames.Count != rbm.Classes)
            throw new ArgumentException($"{rbm.Classes} classes need as many names; there are {classNames.Count}.", nameof(classNames));
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", Kind);
            foreach (Layer layer in rbm.Machine.Layers)
            {
                json.WriteStartObject(layer.Name);
                UnitsDescription.Write(json, layer.Units);
                if (layer == rbm.Label)
                    WriteLabel(json, classNames);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void WriteLabel(Utf8JsonWriter json, IReadOnlyList<string>? classNames)
    {
        if (classNames is null)
            return;
        json.WriteStartArray("names");
        foreach (string name in classNames)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static JsonElement Label(ModelFile file) =>
        file.Machine.TryGetProperty("label", out JsonElement label) && label.ValueKind == JsonValueKind.Object
            ? label
            : throw new ModelFileException(file.Path, "its machine has no object 'label'; expected is one such as {\"kind\":\"categorical\",\"count\":10,\"categories\":10}. Write the file again.");

    private static int ClassesOf(ModelFile file)
    {
        JsonElement label = Label(file);
        if (RbmFile.Text(file, label, "kind", "its label layer") != "categorical" || Whole(label, "count") is not { } count || Whole(label, "categories") != count || count < 2)
            throw new ModelFileException(file.Path, "its label layer is not one block of at least two 'categorical' units: 'count' and 'categories' must be the number of classes. Write the file again.");
        return count;
    }

    private static int? Whole(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : null;
}
