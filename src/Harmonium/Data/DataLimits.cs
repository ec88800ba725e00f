namespace Harmonium.Data;

/// <summary>
/// How large data may be before a reader refuses them, so that a damaged or hostile file cannot exhaust the machine. Every limit
/// is the largest value that is still read.
/// </summary>
public sealed record DataLimits
{
    /// <summary>The limits of ordinary use.</summary>
    public static DataLimits Default { get; } = new();

    /// <summary>Examples in a data set, and files in a folder; 20 million by default.</summary>
    public int MaximumRows { get; init; } = 20_000_000;

    /// <summary>Numbers in one example; 4,194,304 (2048 × 2048) by default.</summary>
    public int MaximumColumns { get; init; } = 1 << 22;

    /// <summary>Bytes of a file's content after decompression, of all arrays of an archive together, and of all pixels of a folder; 2 GiB by default.</summary>
    public long MaximumBytes { get; init; } = 1L << 31;

    /// <summary>Bytes of a line of text, its end not counted; 8 MiB by default.</summary>
    public int MaximumLineBytes { get; init; } = 8 << 20;

    /// <summary>Bytes of one document of a folder or an archive of texts; 64 MiB by default.</summary>
    public int MaximumTextBytes { get; init; } = 64 << 20;

    /// <summary>Pixels of one image as it stands in its file, before any resizing; 50 million by default.</summary>
    public int MaximumPixels { get; init; } = 50_000_000;

    /// <summary>Bytes of one image file; 256 MiB by default.</summary>
    public int MaximumImageFileBytes { get; init; } = 256 << 20;

    /// <summary>Classes of labels; 65,536 by default.</summary>
    public int MaximumClasses { get; init; } = 1 << 16;
}
