using System.Text.Json;
using Harmonium.Numerics;
using Harmonium.Storage.Files;

namespace Harmonium.Storage.TensorFiles;

/// <summary>A model as it lies on disk: a safetensors file whose metadata says what machine the tensors are.</summary>
public sealed class ModelFile
{
    /// <summary>The version of the layout that is written, and the newest that is read.</summary>
    public const int Version = 2;

    private const string Format = "harmonium";
    private static readonly SafeTensorsOptions _strict = new() { RefuseNonFinite = true };

    /// <summary>A model to be written.</summary>
    /// <param name="machine">The JSON object that describes the machine, such as {"kind":"rbm", …}.</param>
    /// <param name="training">The JSON object that says how it was trained; may be {}.</param>
    /// <param name="tensors">The parameters by name.</param>
    /// <exception cref="ArgumentException">The machine or the training is not a JSON object.</exception>
    public ModelFile(JsonElement machine, JsonElement training, IReadOnlyDictionary<string, Tensor> tensors)
    {
        if (machine.ValueKind != JsonValueKind.Object || training.ValueKind != JsonValueKind.Object)
            throw new ArgumentException($"The machine and the training are JSON objects; these are {machine.ValueKind} and {training.ValueKind}.");
        ArgumentNullException.ThrowIfNull(tensors);
        Machine = machine;
        Training = training;
        Tensors = tensors;
        Path = "";
    }

    private ModelFile(string path, int version, JsonElement machine, JsonElement training, IReadOnlyDictionary<string, Tensor> tensors)
        : this(machine, training, tensors) => (Path, FileVersion) = (path, version);

    /// <summary>The file it was read from; empty for a model that was not.</summary>
    public string Path { get; }

    /// <summary>The version of the layout in which it was written.</summary>
    public int FileVersion { get; } = Version;

    /// <summary>The JSON object that describes the machine.</summary>
    public JsonElement Machine { get; }

    /// <summary>The kind of the machine, such as "rbm"; empty where the file does not say.</summary>
    public string Kind => Machine.TryGetProperty("kind", out JsonElement kind) && kind.ValueKind == JsonValueKind.String ? kind.GetString()! : "";

    /// <summary>The JSON object that says how it was trained.</summary>
    public JsonElement Training { get; }

    /// <summary>The parameters by name; all finite when they were read.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>Reads a model, whoever wrote it.</summary>
    /// <exception cref="StorageException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="ModelFileException">It is damaged, no model, of a version that is not known, or holds a NaN or an infinity.</exception>
    public static ModelFile Read(string path, FileStore? files = null)
    {
        TensorFile file = SafeTensors.Read(path, _strict, files);
        string format = Text(path, file, "format");
        if (format != Format)
            throw new ModelFileException(path, $"its metadata 'format' is {Quotation.Of(format)}; expected is '{Format}'. It is not a model of this program.");
        string version = Text(path, file, "version");
        if (!int.TryParse(version, out int number) || number < 1)
            throw new ModelFileException(path,
                $"its metadata 'version' is {Quotation.Of(version)}; expected is a whole number from 1 to {Version}. Write the file again.");
        if (number > Version)
            throw new ModelFileException(path,
                $"it has version {number} of the model format; this program reads versions 1 to {Version}. Use a program that is as new as the file.");
        return new ModelFile(path, number, Json(path, file, "machine"), Json(path, file, "training"), file.Tensors);
    }

    /// <summary>The same file with another description and other tensors, in the current version.</summary>
    public ModelFile With(JsonElement machine, JsonElement training, IReadOnlyDictionary<string, Tensor> tensors) =>
        new(Path, Version, machine, training, tensors);

    /// <summary>A parameter that must be there with a certain shape.</summary>
    /// <exception cref="ModelFileException">It is missing or has another shape.</exception>
    public Tensor Tensor(string name, params ReadOnlySpan<int> shape)
    {
        if (!Tensors.TryGetValue(name, out Tensor? tensor))
        {
            string there = string.Join(", ", Tensors.Keys.Order(StringComparer.Ordinal).Take(20).Select(Quotation.Of));
            throw new ModelFileException(Path,
                $"it has no tensor {Quotation.Of(name)}, which its machine needs; there are {(there.Length == 0 ? "none" : there)}. Write the file again.",
                name);
        }

        if (!tensor.Shape.SequenceEqual(shape))
        {
            throw new ModelFileException(Path,
                $"the tensor {Quotation.Of(name)} has the shape {Numerics.Tensor.Describe(tensor.Shape)}; its machine needs " +
                    $"{Numerics.Tensor.Describe(shape)}. Write the file again.", name);
        }

        return tensor;
    }

    /// <summary>The tensors and strings of the file that holds this model.</summary>
    public TensorFile ToTensorFile() => new(Tensors, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["format"] = Format,
        ["version"] = $"{Version}",
        ["machine"] = JsonSerializer.Serialize(Machine),
        ["training"] = JsonSerializer.Serialize(Training),
    });

    /// <summary>Writes the model in place of what stood at a path, safe from crashes and power cuts.</summary>
    /// <returns>The SHA-256 of the file, in lower-case hexadecimal digits.</returns>
    /// <exception cref="ArgumentException">A parameter holds NaN or an infinity.</exception>
    /// <exception cref="StorageException">The disk is full, read-only, or failed; the old file is untouched.</exception>
    public string Write(string path, FileStore? files = null)
    {
        TensorFile file = ToTensorFile();
        if (file.FirstNonFinite() is (string name, int index))
            throw new ArgumentException($"Number {index} of {Quotation.Of(name)} is {Tensors[name].Contiguous().AsSpan()[index]}; a model with it is not " +
                "written. Train with a lower learning rate.");
        SafeTensors.Write(path, file, files);
        return file.Sha256();
    }

    private static string Text(string path, TensorFile file, string key) => file.Metadata.TryGetValue(key, out string? text)
        ? text
        : throw new ModelFileException(path,
            $"its metadata has no '{key}'. It is not a model of this program; a model has format, version, machine and training.");

    private static JsonElement Json(string path, TensorFile file, string key)
    {
        string text = Text(path, file, key);
        try
        {
            JsonElement json = StrictJson.Parse(text);
            if (json.ValueKind == JsonValueKind.Object)
                return json;
        }
        catch (JsonException exception)
        {
            throw new ModelFileException(path, $"its metadata '{key}' is not valid JSON: {Quotation.Of(text)}. Write the file again.",
                innerException: exception);
        }

        throw new ModelFileException(path, $"its metadata '{key}' is {Quotation.Of(text)}; expected is a JSON object. Write the file again.");
    }
}
