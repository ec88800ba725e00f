using System.Text.Json;
using Harmonium.Numerics;
using Harmonium.Storage.Files;

namespace Harmonium.Storage.TensorFiles;

/// <summary>A model file: a safetensors file with metadata that describe the model.</summary>
internal sealed class ModelFile
{
    /// <summary>The layout version that is written, and the newest that can be read.</summary>
    public const int Version = 2;

    private const string Format = "harmonium";

    /// <summary>The options for reading models: numbers must be finite.</summary>
    internal static SafeTensorsOptions Strict { get; } = new() { RefuseNonFinite = true };

    /// <summary>Creates a model file.</summary>
    /// <param name="machine">The JSON object that describes the model, such as {"kind":"rbm", …}.</param>
    /// <param name="training">The JSON object that describes the training; may be {}.</param>
    /// <param name="tensors">The parameters by name.</param>
    /// <exception cref="ArgumentException">The model or the training is not a JSON object.</exception>
    public ModelFile(JsonElement machine, JsonElement training, IReadOnlyDictionary<string, Tensor> tensors)
    {
        if (machine.ValueKind != JsonValueKind.Object || training.ValueKind != JsonValueKind.Object)
            throw new ArgumentException($"The machine and the training must be JSON objects; they are {machine.ValueKind} and {training.ValueKind}.");
        ArgumentNullException.ThrowIfNull(tensors);
        Machine = machine;
        Training = training;
        Tensors = tensors;
        Path = "";
    }

    private ModelFile(string path, int version, JsonElement machine, JsonElement training, IReadOnlyDictionary<string, Tensor> tensors)
        : this(machine, training, tensors) => (Path, FileVersion) = (path, version);

    /// <summary>The file from which the model was read; empty for a new model.</summary>
    public string Path { get; }

    /// <summary>The layout version of the file.</summary>
    public int FileVersion { get; } = Version;

    /// <summary>The JSON object that describes the model.</summary>
    public JsonElement Machine { get; }

    /// <summary>The kind of the model, such as "rbm"; empty if the file does not specify it.</summary>
    public string Kind => Machine.TryGetProperty("kind", out JsonElement kind) && kind.ValueKind == JsonValueKind.String ? kind.GetString()! : "";

    /// <summary>The JSON object that describes the training.</summary>
    public JsonElement Training { get; }

    /// <summary>The parameters by name. All values are finite if they were read from a file.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>Reads a model file, which may come from another program.</summary>
    /// <exception cref="StorageException">The file does not exist or cannot be read.</exception>
    /// <exception cref="ModelFileException">The file is damaged, is not a model, has an unsupported version, or contains NaN or an infinity.</exception>
    public static ModelFile Read(string path, FileStore? files = null) => Of(path, SafeTensors.Read(path, Strict, files));

    /// <summary>Returns the model in the content of a file.</summary>
    /// <exception cref="ModelFileException">The content is not a model, or of an unsupported version.</exception>
    internal static ModelFile Of(string path, TensorFile file)
    {
        string format = Text(path, file, "format");
        if (format != Format)
            throw new ModelFileException(path, $"its metadata 'format' is {Quotation.Of(format)}; '{Format}' is expected. It is not a model of this program.");
        string version = Text(path, file, "version");
        if (!int.TryParse(version, out int number) || number < 1)
            throw new ModelFileException(path,
                $"its metadata 'version' is {Quotation.Of(version)}; a whole number from 1 to {Version} is expected. Save the model again.");
        if (number > Version)
            throw new ModelFileException(path,
                $"it has version {number} of the model format; this program reads versions 1 to {Version}. Use a program that is as new as the file.");
        return new ModelFile(path, number, Json(path, file, "machine"), Json(path, file, "training"), file.Tensors);
    }

    /// <summary>Returns the same model, read from a path.</summary>
    internal ModelFile At(string path) => new(path, FileVersion, Machine, Training, Tensors);

    /// <summary>Returns a model file with another description and other tensors, in the current version.</summary>
    public ModelFile With(JsonElement machine, JsonElement training, IReadOnlyDictionary<string, Tensor> tensors) =>
        new(Path, Version, machine, training, tensors);

    /// <summary>Returns a required parameter with a given shape.</summary>
    /// <exception cref="ModelFileException">The parameter is missing or has a different shape.</exception>
    public Tensor Tensor(string name, params ReadOnlySpan<int> shape)
    {
        if (!Tensors.TryGetValue(name, out Tensor? tensor))
        {
            string there = string.Join(", ", Tensors.Keys.Order(StringComparer.Ordinal).Take(20).Select(Quotation.Of));
            throw new ModelFileException(Path,
                $"it has no tensor {Quotation.Of(name)}, which its model needs; it has {(there.Length == 0 ? "none" : there)}. Save the model again.",
                name);
        }

        if (!tensor.Shape.SequenceEqual(shape))
        {
            throw new ModelFileException(Path,
                $"the tensor {Quotation.Of(name)} has the shape {Numerics.Tensor.Describe(tensor.Shape)}; its model needs " +
                    $"{Numerics.Tensor.Describe(shape)}. Save the model again.", name);
        }

        return tensor;
    }

    /// <summary>Returns the tensors and strings of the model file.</summary>
    public TensorFile ToTensorFile() => new(Tensors, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["format"] = Format,
        ["version"] = $"{Version}",
        ["machine"] = JsonSerializer.Serialize(Machine),
        ["training"] = JsonSerializer.Serialize(Training),
    });

    /// <summary>Writes the model, replacing an existing file. Safe from crashes and power failures.</summary>
    /// <returns>The SHA-256 of the file, in lowercase hexadecimal digits.</returns>
    /// <exception cref="ArgumentException">A parameter contains NaN or an infinity.</exception>
    /// <exception cref="StorageException">The disk is full, read-only, or failed. The previous file is unchanged.</exception>
    public string Write(string path, FileStore? files = null)
    {
        TensorFile file = ToTensorFile();
        if (file.FirstNonFinite() is (string name, int index))
            throw new ArgumentException($"Value {index} of {Quotation.Of(name)} is {Tensors[name].Contiguous().AsSpan()[index]}; a model with this value is " +
                "not written. Train with a lower learning rate.");
        SafeTensors.Write(path, file, files);
        return file.Sha256();
    }

    private static string Text(string path, TensorFile file, string key) => file.Metadata.TryGetValue(key, out string? text)
        ? text
        : throw new ModelFileException(path,
            $"its metadata has no '{key}'. It is not a model of this program; a model needs format, version, machine and training.");

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
            throw new ModelFileException(path, $"the value of its metadata key '{key}' is not valid JSON: {Quotation.Of(text)}. Save the model again.",
                innerException: exception);
        }

        throw new ModelFileException(path, $"the value of its metadata key '{key}' is {Quotation.Of(text)}; a JSON object is expected. Save the model again.");
    }
}
