namespace Harmonium.Storage.TensorFiles;

/// <summary>Recognizes data files that are given in the place of a model.</summary>
internal static class DataFile
{
    /// <summary>Returns the kind of a file that starts with some bytes, as a noun phrase; null if it is not recognized.</summary>
    internal static string? KindOf(ReadOnlySpan<byte> start) => start switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] => "a ZIP archive, such as an NPZ file",
        [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..] => "a NumPy array",
        [0x1F, 0x8B, ..] => "a gzip file",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] or [(byte)'G', (byte)'I', (byte)'F', ..] => "an image",
        [0, 0, >= 0x08 and <= 0x0E, >= 1 and <= 4, ..] => "an IDX file",
        _ => IsText(start) ? "a text file, such as CSV" : null,
    };

    private static bool IsText(ReadOnlySpan<byte> start)
    {
        foreach (byte value in start)
        {
            if (value is < (byte)' ' and not ((byte)'\t' or (byte)'\r' or (byte)'\n') or 0x7F)
                return false;
        }

        return start.Length > 0;
    }
}
