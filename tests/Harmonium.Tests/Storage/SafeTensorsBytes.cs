using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Harmonium.Numerics;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Tests.Storage;

/// <summary>Hand-made safetensors files, valid or not.</summary>
internal static class SafeTensorsBytes
{
    public static byte[] Of(string header, params byte[] data) => Of(Encoding.UTF8.GetBytes(header), data);

    public static byte[] Of(byte[] header, params byte[] data)
    {
        byte[] bytes = new byte[8 + header.Length + data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        header.CopyTo(bytes, 8);
        data.CopyTo(bytes, 8 + header.Length);
        return bytes;
    }

    public static byte[] Floats(params float[] numbers) => MemoryMarshal.AsBytes<float>(numbers).ToArray();

    public static byte[] Written(TensorFile file)
    {
        using MemoryStream stream = new();
        SafeTensors.Write(stream, file);
        return stream.ToArray();
    }

    public static TensorFile Read(byte[] bytes, SafeTensorsOptions? options = null)
    {
        using MemoryStream stream = new(bytes, writable: false);
        return SafeTensors.Read(stream, "file", options);
    }

    public static ModelFileException Refused(byte[] bytes, SafeTensorsOptions? options = null) =>
        Assert.Throws<ModelFileException>(() => Read(bytes, options));

    /// <summary>Two small tensors and two strings.</summary>
    public static TensorFile Sample() => new(
        new Dictionary<string, Tensor>
        {
            ["weights"] = Tensor.From([1.5f, -2f, 3f, 0.25f, -0f, 1e-40f], 3, 2),
            ["visible.bias"] = Tensor.From([0.5f, 7f, -1f], 3),
        },
        new Dictionary<string, string> { ["format"] = "harmonium", ["machine"] = "{\"kind\":\"rbm\",\"name\":\"Ünïcode 𝄞\"}" });

    /// <summary>Returns true if names, shapes, bits and strings are equal.</summary>
    public static bool AreSame(TensorFile a, TensorFile b) =>
        a.Tensors.Count == b.Tensors.Count && a.Metadata.Count == b.Metadata.Count
        && a.Metadata.All(pair => b.Metadata.TryGetValue(pair.Key, out string? value) && value == pair.Value)
        && a.Tensors.All(pair => b.Tensors.TryGetValue(pair.Key, out Tensor? tensor)
            && tensor.Shape.SequenceEqual(pair.Value.Shape)
            && MemoryMarshal.AsBytes(tensor.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(pair.Value.AsSpan())));
}
