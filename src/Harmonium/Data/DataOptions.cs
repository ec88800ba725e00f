namespace Harmonium.Data;

/// <summary>How data are to be read where a file leaves it open.</summary>
public sealed record DataOptions
{
    /// <summary>
    /// What holds the labels: a column of a CSV file by name or by number (from 0; −1 is the last), or an array of an NPZ archive by name. Found by usual names
    /// by default.
    /// </summary>
    public string? Labels { get; init; }

    /// <summary>The array of an NPZ archive that holds the values. Found by usual names by default.</summary>
    public string? Values { get; init; }

    /// <summary>Whether a CSV file starts with a line of names; by default it does when that line is not all numbers.</summary>
    public bool? Header { get; init; }

    /// <summary>What one example is, for files that know only vectors, such as an image of 28 × 28 for 784 columns.</summary>
    public ItemShape? Shape { get; init; }

    /// <summary>The size to which every image of a folder is brought; by default all must have one size.</summary>
    public ImageSize? Size { get; init; }

    /// <summary>What every stored value is multiplied by; by default 1, but 1/255 for bytes that are not all 0 and 1.</summary>
    public float? Scale { get; init; }

    /// <summary>How many words a text is described by, the most frequent of the training part; 5000 (Larochelle &amp; Bengio 2008).</summary>
    public int Vocabulary { get; init; } = 5000;

    /// <summary>What the number of a word in a text is; whether it occurs by default.</summary>
    public WordValues Words { get; init; }

    /// <summary>
    /// What to hold out of the training part for validation, where the source has no such part: a fraction below 1, or a number of examples. 0 by default.
    /// </summary>
    public double Validation { get; init; }

    /// <summary>
    /// What to hold out of the training part for a test, where the source has no such part: a fraction below 1, or a number of examples. 0 by default.
    /// </summary>
    public double Test { get; init; }

    /// <summary>The seed by which held-out examples are drawn; 1 by default.</summary>
    public ulong SplitSeed { get; init; } = 1;
}
