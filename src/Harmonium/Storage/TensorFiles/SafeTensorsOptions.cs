namespace Harmonium.Storage.TensorFiles;

/// <summary>
/// The limits of a reader of safetensors files. The defaults limit its memory to the size of the file plus 64 MB,
/// whatever the content.
/// </summary>
internal sealed record SafeTensorsOptions
{
    /// <summary>The default options.</summary>
    public static SafeTensorsOptions Default { get; } = new();

    /// <summary>The maximum header length in bytes; 8 MiB by default, at most 100,000,000, the limit of the format.</summary>
    public int MaximumHeaderBytes { get; init; } = 8 << 20;

    /// <summary>The maximum number of tensors and metadata strings together; 65,536 by default.</summary>
    public int MaximumEntries { get; init; } = 1 << 16;

    /// <summary>The number of bytes by which tensors may exceed the file, because all values become float32 (a byte becomes four); 24 MiB by default.</summary>
    public long MaximumGrowthBytes { get; init; } = 24 << 20;

    /// <summary>True if NaN or an infinity in a tensor is an error; false by default, true for models and checkpoints.</summary>
    public bool RefuseNonFinite { get; init; }
}
