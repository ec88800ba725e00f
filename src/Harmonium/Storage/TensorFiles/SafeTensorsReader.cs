using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Harmonium.Numerics;
using Harmonium.Storage.Files;

namespace Harmonium.Storage.TensorFiles;

/// <summary>Reads one safetensors file from a stream.</summary>
internal sealed class SafeTensorsReader(Stream stream, string file, SafeTensorsOptions options)
{
    private const int LargestHeaderOfTheFormat = 100_000_000;

    internal TensorFile Read()
    {
        SafeTensorsHeader header = ReadHeader();
        Dictionary<string, Tensor> tensors = new(header.Entries.Count, StringComparer.Ordinal);
        foreach (TensorEntry entry in header.Entries)
            tensors.Add(entry.Name, ReadTensor(entry));
        return new TensorFile(tensors, header.Metadata);
    }

    private SafeTensorsHeader ReadHeader()
    {
        long fileBytes = stream.Length;
        if (fileBytes < SafeTensors.LengthBytes)
            throw new ModelFileException(file,
                $"it has {fileBytes} bytes; a safetensors file has at least {SafeTensors.LengthBytes}. Copy or download it again.", offset: 0);
        Span<byte> lengthField = stackalloc byte[SafeTensors.LengthBytes];
        stream.ReadExactly(lengthField);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthField);
        long dataBytes = fileBytes - SafeTensors.LengthBytes - (long)Math.Min(length, (ulong)long.MaxValue >> 1);
        if (dataBytes < 0)
        {
            throw new ModelFileException(file,
                $"its first 8 bytes declare a header of {length} bytes, but {fileBytes - SafeTensors.LengthBytes} follow. It is not a safetensors file, or " +
                    "was truncated.", offset: 0);
        }

        if (length > (ulong)Math.Min(options.MaximumHeaderBytes, LargestHeaderOfTheFormat))
        {
            throw new ModelFileException(file,
                $"its header has {length} bytes; at most {Math.Min(options.MaximumHeaderBytes, LargestHeaderOfTheFormat)} are allowed. Raise the limit if " +
                    "this is intended.", offset: 0);
        }

        byte[] json = new byte[length];
        stream.ReadExactly(json);
        if (json.Length == 0 || json[0] != (byte)'{')
            throw new ModelFileException(file, "its header does not start with '{' at byte 8. It is not a safetensors file.", offset: SafeTensors.LengthBytes);
        SafeTensorsHeader header = new SafeTensorsHeaderParser(json, file, options).Parse();
        header.RequireToFill(dataBytes, file);
        header.RequireToFitMemory(options, file);
        return header;
    }

    private Tensor ReadTensor(TensorEntry entry)
    {
        long begin = stream.Position;
        Tensor tensor = Tensor.Zeros(entry.Shape);
        bool isFloat32 = entry.Type.Name == "F32";
        byte[] buffer = isFloat32 ? [] : new byte[Math.Min(SafeTensors.ChunkLength, tensor.Count) * entry.Type.Bytes];
        for (int start = 0; start < tensor.Count; start += SafeTensors.ChunkLength)
        {
            Span<float> chunk = tensor.AsSpan().Slice(start, Math.Min(SafeTensors.ChunkLength, tensor.Count - start));
            Span<byte> bytes = isFloat32 ? MemoryMarshal.AsBytes(chunk) : buffer.AsSpan(0, chunk.Length * entry.Type.Bytes);
            stream.ReadExactly(bytes);
            int bad = isFloat32 ? -1 : entry.Type.Convert(bytes, chunk);
            if (bad >= 0)
            {
                throw new ModelFileException(file,
                    $"value {start + bad} of the tensor {Quotation.Of(entry.Name)} ({entry.Type.Name}) cannot be represented in float32. Scale it, or " +
                        "convert it to F32.",
                    entry.Name, begin + ((long)(start + bad) * entry.Type.Bytes));
            }

            bad = options.RefuseNonFinite ? NonFinite.FirstIn(chunk) : -1;
            if (bad >= 0)
            {
                throw new ModelFileException(file,
                    $"value {start + bad} of the tensor {Quotation.Of(entry.Name)} is {chunk[bad]}; all values must be finite. Use an earlier checkpoint, or " +
                        "train again.",
                    entry.Name, begin + ((long)(start + bad) * entry.Type.Bytes));
            }
        }

        return tensor;
    }
}
