using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Harmonium.Numerics;
using Harmonium.Storage.Files;

namespace Harmonium.Storage.TensorFiles;

/// <summary>Writes one safetensors file to a stream.</summary>
internal static class SafeTensorsWriter
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static void Write(Stream stream, TensorFile content)
    {
        KeyValuePair<string, Tensor>[] tensors = [.. content.Tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        stream.Write(HeaderOf(tensors, content.Metadata));
        foreach ((_, Tensor tensor) in tensors)
        {
            ReadOnlySpan<float> numbers = tensor.Contiguous().AsSpan();
            for (int start = 0; start < numbers.Length; start += SafeTensors.ChunkLength)
                stream.Write(MemoryMarshal.AsBytes(numbers.Slice(start, Math.Min(SafeTensors.ChunkLength, numbers.Length - start))));
        }
    }

    private static ReadOnlySpan<byte> HeaderOf(KeyValuePair<string, Tensor>[] tensors, IReadOnlyDictionary<string, string> metadata)
    {
        if (tensors.Length + metadata.Count > SafeTensorsOptions.Default.MaximumEntries)
            throw new ArgumentException($"{tensors.Length + metadata.Count} tensors and strings exceed the limit of " +
                $"{SafeTensorsOptions.Default.MaximumEntries} per file.");
        ArrayBufferWriter<byte> buffer = new();
        buffer.Advance(buffer.GetSpan(SafeTensors.LengthBytes)[..SafeTensors.LengthBytes].Length); // the length is written last
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            WriteHeader(json, tensors, metadata);
        while (buffer.WrittenCount % 8 != 0)
            buffer.Write(" "u8);
        int length = buffer.WrittenCount - SafeTensors.LengthBytes;
        if (length > SafeTensorsOptions.Default.MaximumHeaderBytes)
            throw new ArgumentException($"The names and strings take {length} bytes; at most {SafeTensorsOptions.Default.MaximumHeaderBytes} are allowed. " +
                "Store large content in tensors.");
        byte[] header = buffer.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(header, length);
        return header;
    }

    private static void WriteHeader(Utf8JsonWriter json, KeyValuePair<string, Tensor>[] tensors, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject();
        if (metadata.Count > 0)
        {
            json.WriteStartObject(SafeTensors.MetadataName);
            foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                json.WriteString(Unicode(key), Unicode(value));
            json.WriteEndObject();
        }

        long reached = 0;
        foreach ((string name, Tensor tensor) in tensors)
        {
            if (name == SafeTensors.MetadataName)
                throw new ArgumentException($"A tensor cannot be named {name}: this name is reserved for the strings of the file.");
            json.WriteStartObject(Unicode(name));
            json.WriteString("dtype", "F32");
            json.WriteStartArray("shape");
            foreach (int length in tensor.Shape)
                json.WriteNumberValue(length);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(reached);
            json.WriteNumberValue(reached += (long)sizeof(float) * tensor.Count);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Unicode(string text)
    {
        try
        {
            _ = _strict.GetByteCount(text);
            return text;
        }
        catch (EncoderFallbackException exception)
        {
            throw new ArgumentException($"{Quotation.Of(text)} contains half a surrogate pair and cannot be written.", exception);
        }
    }
}
