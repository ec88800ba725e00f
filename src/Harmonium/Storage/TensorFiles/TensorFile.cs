using System.Security.Cryptography;
using Harmonium.Numerics;

namespace Harmonium.Storage.TensorFiles;

/// <summary>What a safetensors file says: named tensors and named strings.</summary>
/// <param name="Tensors">The tensors by name.</param>
/// <param name="Metadata">The strings by name; empty where the file has none.</param>
public sealed record TensorFile(IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The SHA-256, in lower-case hexadecimal digits, of the file that <see cref="SafeTensors.Write(Stream, TensorFile)"/> makes of this.</summary>
    public string Sha256()
    {
        using SHA256 hash = SHA256.Create();
        using (CryptoStream sink = new(Stream.Null, hash, CryptoStreamMode.Write))
            SafeTensors.Write(sink, this);
        return Convert.ToHexStringLower(hash.Hash!);
    }

    /// <summary>The first tensor, by name, that holds NaN or an infinity, and where; null when all numbers are finite.</summary>
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
