namespace Harmonium.Data;

/// <summary>
/// The limits on the size of data. Readers reject larger data, so that a damaged or malicious file cannot exhaust memory. Each limit
/// is the largest accepted value.
/// </summary>
public sealed record DataLimits
{
    /// <summary>The default limits.</summary>
    public static DataLimits Default { get; } = new();

    /// <summary>The maximum number of examples in a data set, and of files in a folder; 20 million by default.</summary>
    public int MaximumRows { get; init; } = 20_000_000;

    /// <summary>The maximum number of values per example; 4,194,304 (2048 × 2048) by default.</summary>
    public int MaximumColumns { get; init; } = 1 << 22;

    /// <summary>The maximum size in bytes of a decompressed file, of all arrays of an archive, and of all pixels of a folder; 2 GiB by default.</summary>
    public long MaximumBytes { get; init; } = 1L << 31;

    /// <summary>The maximum length of a text line in bytes, without its line end; 8 MiB by default.</summary>
    public int MaximumLineBytes { get; init; } = 8 << 20;

    /// <summary>The maximum size in bytes of one document of a folder or archive of texts; 64 MiB by default.</summary>
    public int MaximumTextBytes { get; init; } = 64 << 20;

    /// <summary>The maximum number of pixels of one image file, before resizing; 50 million by default.</summary>
    public int MaximumPixels { get; init; } = 50_000_000;

    /// <summary>The maximum size of one image file in bytes; 256 MiB by default.</summary>
    public int MaximumImageFileBytes { get; init; } = 256 << 20;

    /// <summary>The maximum number of classes; 65,536 by default.</summary>
    public int MaximumClasses { get; init; } = 1 << 16;
}
