using System.Text.Json;
using Harmonium.Networks;
using Harmonium.Numerics.Functions;
using Harmonium.Units;

namespace Harmonium.Storage;

/// <summary>Reads the description of a network out of a model file that anyone may have written.</summary>
internal sealed class MachineReader
{
    // Sizes of layers beyond this are no description but an attack on memory.
    private const int MostItems = 1000;

    private readonly ModelFile _file;
    private readonly JsonElement _json;

    internal MachineReader(ModelFile file)
        : this(file, file.Machine)
    {
    }

    private MachineReader(ModelFile file, JsonElement json) => (_file, _json) = (file, json);

    internal ModelFileException Refuse(string found) => new(_file.Path, $"{found}. Write the file again.");

    internal void RequireKind(string kind)
    {
        string found = Text("kind");
        if (found != kind)
            throw new ModelFileException(_file.Path, $"its machine is a {Quotation.Of(found)}; expected is a {Quotation.Of(kind)}. Use a model of that kind.");
    }

    internal string Text(string name)
    {
        if (!_json.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.String)
            throw Refuse($"its machine lacks the string '{name}'");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Refuse($"its machine has a '{name}' that is not valid Unicode");
        }
    }

    internal int Whole(string name) => _json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number is >= 0 and <= 1 << 24
        ? number
        : throw Refuse($"its machine lacks the whole number '{name}'");

    internal double Number(string name, double? usual = null) => !_json.TryGetProperty(name, out JsonElement value) && usual is { } number ? number
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double found) && double.IsFinite(found) ? found
        : throw Refuse($"its machine lacks the number '{name}'");

    internal int[] Numbers(string name)
    {
        if (!_json.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MostItems)
            throw Refuse($"its machine lacks the list '{name}'");
        return [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int number) && number is >= 1 and <= 1 << 24
            ? number
            : throw Refuse($"its machine has something in '{name}' that is no whole number from 1 on"))];
    }

    internal IEnumerable<MachineReader> Objects(string name)
    {
        if (!_json.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MostItems)
            throw Refuse($"its machine lacks the list '{name}'");
        return value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Object ? new MachineReader(_file, item) : throw Refuse($"its machine has something in '{name}' that is no object"));
    }

    internal Activation Activation()
    {
        string word = Text("activation");
        return ActivationWords.Find(word, Number("slope", 1)) ?? throw Refuse($"it has the activation {Quotation.Of(word)}; known are {ActivationWords.All}");
    }

    /// <summary>Copies the file's tensors over a network's.</summary>
    internal void Fill(IReadOnlyList<Parameter> parameters)
    {
        foreach (Parameter parameter in parameters)
            _file.Tensor(parameter.Name, parameter.Values.Shape).CopyTo(parameter.Values);
        string? unknown = _file.Tensors.Keys.Order(StringComparer.Ordinal).FirstOrDefault(name => parameters.All(parameter => parameter.Name != name));
        if (unknown is not null)
            throw new ModelFileException(_file.Path, $"it has a tensor {Quotation.Of(unknown)}, which its network does not have. Write the file without it.", unknown);
    }
}
