using System.Buffers;
using System.Text.Json;

namespace Harmonium.Storage.Files;

/// <summary>JSON objects written piece by piece.</summary>
public static class JsonObjects
{
    /// <summary>The object whose properties a function writes.</summary>
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
