using System.Buffers;
using System.Text.Json;

namespace Harmonium.Storage.Files;

/// <summary>Creates JSON objects.</summary>
internal static class JsonObjects
{
    /// <summary>Returns a JSON object with the properties that an action writes.</summary>
    public static JsonElement Of(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
