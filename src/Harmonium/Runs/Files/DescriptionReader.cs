using System.Text.Json;
using Harmonium.Data;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;
using Harmonium.Units;

namespace Harmonium.Runs.Files;

/// <summary>Reads the JSON description of a model from an untrusted file.</summary>
internal sealed class DescriptionReader
{
    // Limits the memory that a malicious file can use.
    private const int MostItems = 10_000;

    private readonly JsonElement _json;
    private readonly string _what;

    internal DescriptionReader(ModelFile file)
        : this(file, file.Machine, "the model description")
    {
    }

    private DescriptionReader(ModelFile file, JsonElement json, string what) => (File, _json, _what) = (file, json, what);

    internal ModelFile File { get; }

    internal JsonElement Json => _json;

    internal ModelFileException Refuse(string found) => new(File.Path, $"{found}. Save the model again.");

    internal bool Has(string name) => _json.TryGetProperty(name, out _);

    internal string Text(string name)
    {
        if (!_json.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.String)
            throw Refuse($"{_what} has no string '{name}'");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException) // an unpaired surrogate
        {
            throw Refuse($"'{name}' of {_what} is not valid Unicode");
        }
    }

    internal int Whole(string name, int least = 0, int most = 1 << 24) =>
        _json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= least
            && number <= most
            ? number
            : throw Refuse($"{_what} needs '{name}', a whole number from {least} to {most}");

    internal double Number(string name, double? ifMissing = null) => !_json.TryGetProperty(name, out JsonElement value) && ifMissing is { } number ? number
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double found) && double.IsFinite(found) ? found
        : throw Refuse($"{_what} has no number '{name}'");

    internal int[] Numbers(string name) =>
        [.. List(name).Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int number) && number is >= 1 and <= 1 << 24
            ? number
            : throw Refuse($"'{name}' of {_what} has an item that is not a whole number from 1 to {1 << 24}"))];

    internal string[] Texts(string name) =>
        [.. List(name).Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()!
            : throw Refuse($"'{name}' of {_what} has an item that is not a string"))];

    internal IEnumerable<DescriptionReader> Objects(string name) => List(name).Select((item, i) => item.ValueKind == JsonValueKind.Object
        ? new DescriptionReader(File, item, $"'{name}[{i}]' of {_what}")
        : throw Refuse($"'{name}' of {_what} has an item that is not an object"));

    internal DescriptionReader Object(string name) => _json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object
        ? new DescriptionReader(File, value, $"'{name}' of {_what}")
        : throw Refuse($"{_what} has no object '{name}'");

    /// <summary>Reads the shape of one example: a list of one number, of height and width, or of height, width and channels.</summary>
    internal ItemShape Shape(string name)
    {
        int[] sides = Numbers(name);
        return sides switch
        {
            [int columns] => ItemShape.Vector(columns),
            [int height, int width] when (long)height * width <= Array.MaxLength => ItemShape.Image(height, width),
            [int height, int width, int channels] when (long)height * width * channels <= Array.MaxLength => ItemShape.Image(height, width, channels),
            _ => throw Refuse($"'{name}' of {_what} is not a shape; expected [columns], [height, width] or [height, width, channels]"),
        };
    }

    /// <summary>Copies the tensors of the file into parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="part">The prefix of their names in the file.</param>
    internal void Fill(IEnumerable<Parameter> parameters, string part = "")
    {
        foreach (Parameter parameter in parameters)
            File.Tensor(part + parameter.Name, parameter.Values.Shape).CopyTo(parameter.Values);
    }

    /// <summary>Throws if the file has an unknown tensor, because ignoring it could change the model.</summary>
    internal void RefuseUnknown(IReadOnlyCollection<string> known)
    {
        string? unknown = File.Tensors.Keys.Order(StringComparer.Ordinal).FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal));
        if (unknown is not null)
            throw new ModelFileException(File.Path,
                $"it has an unknown tensor {Quotation.Of(unknown)}; the tensors of this model are {string.Join(", ", known)}. Write the file without it.",
                unknown);
    }

    /// <summary>Writes the shape of one example in the form that <see cref="Shape"/> reads.</summary>
    internal static void WriteShape(Utf8JsonWriter json, string name, ItemShape shape)
    {
        json.WriteStartArray(name);
        foreach (int side in shape.IsImage ? [shape.Height, shape.Width, shape.Channels] : (int[])[shape.Columns])
            json.WriteNumberValue(side);
        json.WriteEndArray();
    }

    private IEnumerable<JsonElement> List(string name) =>
        _json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= MostItems
            ? value.EnumerateArray()
            : throw Refuse($"{_what} has no list '{name}'");
}
