using System.Security.Cryptography;
using Harmonium.Numerics;

namespace Harmonium.Storage.TensorFiles;

/// <summary>The content of a safetensors file: named tensors and named strings.</summary>
/// <param name="Tensors">The tensors by name.</param>
/// <param name="Metadata">The strings by name; empty if the file has none.</param>
internal sealed record TensorFile(IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Returns the SHA-256, in lowercase hexadecimal digits, of the file that <see cref="SafeTensors.Write(Stream, TensorFile)"/> writes.</summary>
    public string Sha256()
    {
        using SHA256 hash = SHA256.Create();
        using (CryptoStream sink = new(Stream.Null, hash, CryptoStreamMode.Write))
            SafeTensors.Write(sink, this);
        return Convert.ToHexStringLower(hash.Hash!);
    }

    /// <summary>Returns the first tensor, by name, that contains NaN or an infinity, and its index; null if all values are finite.</summary>
    internal (string Name, int Index)? FirstNonFinite()
    {
        foreach ((string name, Tensor tensor) in Tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            int index = NonFinite.FirstIn(tensor.Contiguous().AsSpan());
            if (index >= 0)
                return (name, index);
        }

        return null;
    }
}
