using System.Buffers;
using System.Text.Json;
using Harmonium.Data.Tables;
using Harmonium.Machines;
using Harmonium.Machines.Tables;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Storage;

/// <summary>
/// Machines of mixed tables in model files: tensors <c>layers.i.bias</c> (and <c>layers.i.logVariance</c>) of every layer, the hidden one last, and
/// <c>couplings.i.weights</c> [units of layer i, hidden]; the description holds the schema of the table with the scales of its columns.
/// </summary>
public static class TableRbmFile
{
    /// <summary>The kind of such machines in model files.</summary>
    public const string Kind = "table-rbm";

    /// <summary>Reads a machine, whoever wrote the file.</summary>
    /// <param name="path">The model file.</param>
    /// <param name="device">Where its parameters go; <see cref="Device.Default"/> when null.</param>
    /// <param name="files">Where the file lies; the disks of this machine when null.</param>
    /// <exception cref="StorageException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="ModelFileException">It is damaged, no machine of a table, or its columns, layers and tensors do not fit each other.</exception>
    public static TableRbm Read(string path, Device? device = null, FileStore? files = null) => MachineOf(ModelFile.Read(path, files), device);

    /// <summary>Whether a model file describes a machine of a table.</summary>
    public static bool Describes(ModelFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Kind == Kind;
    }

    /// <summary>The machine that a model file describes; its tensors are used as they are where they lie on the device already.</summary>
    /// <exception cref="ModelFileException">It is no machine of a table, or its columns, layers and tensors do not fit each other.</exception>
    public static TableRbm MachineOf(ModelFile file, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        device ??= Device.Default;
        string kind = RbmFile.Text(file, file.Machine, "kind", "its machine");
        if (kind != Kind)
            throw new ModelFileException(file.Path, $"its machine is a {Quotation.Of(kind)}; the machine of a table is a '{Kind}'. Use a model that 'harmonium train rbm --schema' made.");
        UnitsDescription[] layers = LayersOf(file);
        int hidden = layers[^1].Count;
        RbmFile.RefuseUnknown(file, [.. layers.SelectMany(layer => layer.TensorNames), .. Enumerable.Range(0, layers.Length - 1).Select(WeightsOf)]);
        try
        {
            return new TableRbm(
                EncodingOf(file.Machine),
                [.. layers[..^1].Select(layer => layer.Read(file, device))],
                layers[^1].Read(file, device) as Bernoulli ?? throw new ArgumentException($"The hidden units, the last layer, are {layers[^1].Kind}; expected are bernoulli ones."),
                [.. layers[..^1].Select((layer, i) => file.Tensor(WeightsOf(i), layer.Count, hidden).To(device))]);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new ModelFileException(file.Path, $"its description does not make a machine: {exception.Message} Write the file again.", innerException: exception);
        }
    }

    /// <summary>The encoding that the description of a machine, in a model file or the record of a run, holds.</summary>
    /// <exception cref="FormatException">It is no such description.</exception>
    /// <exception cref="ArgumentException">Columns and scales do not fit each other.</exception>
    public static TableEncoding EncodingOf(JsonElement machine)
    {
        TableSchema schema = TableSchemaJson.Of(machine, inModel: true);
        return new TableEncoding(schema, [.. machine.GetProperty("columns").EnumerateArray().Select(ScaleOf)]);
    }

    /// <summary>The schema of the table that a run learns.</summary>
    /// <exception cref="StorageException">The record holds no such description.</exception>
    public static TableSchema SchemaOf(RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        try
        {
            return EncodingOf(record.Machine).Schema;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new StorageException(record.Data, $"The record of the run does not say what the columns of {record.Data} are: {exception.Message} Start a new run.", exception);
        }
    }

    /// <summary>The model file of a machine; its tensors are the machine's own, not copied.</summary>
    /// <param name="rbm">The machine.</param>
    /// <param name="training">The JSON object that says how it was trained; may be {}.</param>
    public static ModelFile ModelOf(TableRbm rbm, JsonElement training)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        Dictionary<string, Tensor> tensors = new(StringComparer.Ordinal);
        for (int i = 0; i < rbm.Machine.Layers.Count; i++)
        {
            foreach (Parameter parameter in rbm.Machine.Layers[i].Units.Parameters)
                tensors.Add($"{LayerName(i)}.{parameter.Name}", parameter.Values);
        }

        for (int i = 0; i < rbm.Couplings.Count; i++)
            tensors.Add(WeightsOf(i), rbm.Couplings[i].Weights);
        return new ModelFile(Describe(rbm), training, tensors);
    }

    /// <summary>
    /// The JSON object that describes a machine: <c>{"kind":"table-rbm","missing":["","NA"],"columns":[{"name":"age","kind":"real","mean":41.2,
    /// "deviation":12.9,"scale":"linear"},…],"layers":[{"name":"real","kind":"gaussian","count":1,"variance":"learned"},…,{"name":"hidden",…}]}</c>.
    /// </summary>
    public static JsonElement Describe(TableRbm rbm)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", Kind);
            TableSchemaJson.Write(json, rbm.Encoding.Schema, column => WriteScale(json, rbm.Encoding.ScaleOf(column)));
            json.WriteStartArray("layers");
            foreach (Layer layer in rbm.Machine.Layers)
            {
                json.WriteStartObject();
                json.WriteString("name", layer.Name);
                UnitsDescription.Write(json, layer.Units);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static string LayerName(int index) => $"layers.{index}";

    private static string WeightsOf(int index) => $"couplings.{index}.weights";

    private static void WriteScale(Utf8JsonWriter json, ColumnScale? scale)
    {
        if (scale is not { } written)
            return;
        json.WriteNumber("mean", written.Mean);
        json.WriteNumber("deviation", written.Deviation);
        json.WriteString("scale", written.Logarithm ? "logarithmic" : "linear");
    }

    private static ColumnScale? ScaleOf(JsonElement column)
    {
        if (!column.TryGetProperty("scale", out JsonElement scale))
            return null;
        bool known = scale.ValueKind == JsonValueKind.String && (scale.ValueEquals("linear") || scale.ValueEquals("logarithmic"));
        if (!known || Number(column, "mean") is not { } mean || Number(column, "deviation") is not { } deviation)
            throw new FormatException("A column has a 'scale' that is not linear or logarithmic, or no numbers 'mean' and 'deviation' beside it.");
        return new ColumnScale(mean, deviation, scale.ValueEquals("logarithmic"));
    }

    private static double? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) ? number : null;

    private static UnitsDescription[] LayersOf(ModelFile file)
    {
        if (!file.Machine.TryGetProperty("layers", out JsonElement layers) || layers.ValueKind != JsonValueKind.Array || layers.GetArrayLength() < 2)
            throw new ModelFileException(file.Path, "its machine has no list 'layers' of at least one visible layer and the hidden one, such as [{\"name\":\"real\",\"kind\":\"gaussian\",\"count\":3},{\"name\":\"hidden\",\"kind\":\"bernoulli\",\"count\":50}]. Write the file again.");
        return [.. layers.EnumerateArray().Select((layer, i) => layer.ValueKind == JsonValueKind.Object
            ? UnitsDescription.Of(file, LayerName(i), layer)
            : throw new ModelFileException(file.Path, $"layer {i} of its machine is no object but {layer.ValueKind}. Write the file again."))];
    }
}
