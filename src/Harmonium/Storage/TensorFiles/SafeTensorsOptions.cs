namespace Harmonium.Storage.TensorFiles;

/// <summary>
/// What a reader of safetensors files puts up with. The defaults keep its memory within the size of the file and 64 MB,
/// whatever the file says.
/// </summary>
public sealed record SafeTensorsOptions
{
    /// <summary>The defaults.</summary>
    public static SafeTensorsOptions Default { get; } = new();

    /// <summary>The longest header in bytes; 8 MiB by default, at most 100,000,000, the limit of the format.</summary>
    public int MaximumHeaderBytes { get; init; } = 8 << 20;

    /// <summary>The largest number of tensors and metadata strings together; 65,536 by default.</summary>
    public int MaximumEntries { get; init; } = 1 << 16;

    /// <summary>By how many bytes the tensors may outgrow the file, since all numbers become float32 (a byte grows fourfold); 24 MiB by default.</summary>
    public long MaximumGrowthBytes { get; init; } = 24 << 20;

    /// <summary>Whether a NaN or an infinity in a tensor is an error; false by default, true for models and checkpoints.</summary>
    public bool RefuseNonFinite { get; init; }
}
