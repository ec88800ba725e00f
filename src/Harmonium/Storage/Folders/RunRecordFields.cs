using System.Text.Json;
using Harmonium.Storage.Files;

namespace Harmonium.Storage.Folders;

/// <summary>Reads the fields of an object in <c>run.json</c>. Errors name the field that is missing or invalid.</summary>
internal readonly struct RunRecordFields
{
    private readonly string _path;

    internal RunRecordFields(JsonElement element, string path)
    {
        _path = path;
        Element = element;
        if (element.ValueKind != JsonValueKind.Object)
            throw new StorageException(path, $"{Quotation.Of(path)} contains {element.ValueKind}; an object is expected. Restore it, or start a new run.");
    }

    internal JsonElement Element { get; }

    internal string Text(string name) => OptionalText(name) ?? throw Refuse(name, "a string");

    internal string? OptionalText(string name)
    {
        if (!Element.TryGetProperty(name, out JsonElement value))
            return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Refuse(name, "a string");
    }

    internal ulong Whole(string name) =>
        Element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out ulong number)
            ? number
            : throw Refuse(name, "a whole number");

    internal DateTimeOffset Time(string name) =>
        Element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out DateTimeOffset time)
            ? time
            : throw Refuse(name, "a time in ISO 8601");

    internal RunRecordFields Object(string name) =>
        Element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object
            ? new RunRecordFields(value, _path)
            : throw Refuse(name, "an object");

    internal IReadOnlyDictionary<string, string> Texts()
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        foreach (JsonProperty property in Element.EnumerateObject())
            texts.Add(property.Name, Text(property.Name));
        return texts;
    }

    private StorageException Refuse(string name, string expected)
    {
        string found = Element.TryGetProperty(name, out JsonElement value) ? $"is {Quotation.Of(value.GetRawText())}" : "is missing";
        return new StorageException(_path, $"{Quotation.Of(_path)}: the field '{name}' {found}; {expected} is expected. Restore it, or start a new run.");
    }
}
