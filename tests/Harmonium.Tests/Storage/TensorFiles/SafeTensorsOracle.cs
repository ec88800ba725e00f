using System.Buffers.Binary;
using System.Text.Json;
using Harmonium.Numerics;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Tests.Storage.TensorFiles;

/// <summary>A second reader without validation, with another parser and other conversions: the expected content of an accepted file.</summary>
internal static class SafeTensorsOracle
{
    public static TensorFile Read(byte[] bytes)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using JsonDocument header = JsonDocument.Parse(bytes.AsMemory(8, length), new JsonDocumentOptions { AllowDuplicateProperties = false });
        Dictionary<string, Tensor> tensors = [];
        Dictionary<string, string> metadata = [];
        foreach (JsonProperty property in header.RootElement.EnumerateObject())
        {
            if (property.Name == "__metadata__")
            {
                foreach (JsonProperty text in property.Value.EnumerateObject())
                    metadata.Add(text.Name, text.Value.GetString()!);
                continue;
            }

            long begin = property.Value.GetProperty("data_offsets")[0].GetInt64();
            long end = property.Value.GetProperty("data_offsets")[1].GetInt64();
            int[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(x => x.GetInt32())];
            string type = property.Value.GetProperty("dtype").GetString()!;
            int size = type switch { "U8" => 1, "F16" or "BF16" => 2, "F32" or "I32" => 4, _ => 8 };
            List<float> numbers = [];
            for (int at = (int)(8 + length + begin); at < 8 + length + end; at += size)
            {
                ReadOnlySpan<byte> rest = bytes.AsSpan(at);
                numbers.Add(type switch
                {
                    "F32" => BinaryPrimitives.ReadSingleLittleEndian(rest),
                    "F64" => (float)BinaryPrimitives.ReadDoubleLittleEndian(rest),
                    "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(rest),
                    "BF16" => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(rest) << 16),
                    "U8" => rest[0],
                    "I32" => BinaryPrimitives.ReadInt32LittleEndian(rest),
                    "I64" => BinaryPrimitives.ReadInt64LittleEndian(rest),
                    _ => throw new NotSupportedException(type),
                });
            }

            tensors.Add(property.Name, Tensor.From(numbers.ToArray(), shape));
        }

        return new TensorFile(tensors, metadata);
    }
}
