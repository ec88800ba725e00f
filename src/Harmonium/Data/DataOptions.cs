namespace Harmonium.Data;

/// <summary>Options for reading data, for what the file itself does not determine.</summary>
public sealed record DataOptions
{
    /// <summary>
    /// The labels: a column of a CSV file by name or by number (counted from 0; −1 is the last), or an array of an NPZ archive by name. By default, common
    /// names are tried.
    /// </summary>
    public string? Labels { get; init; }

    /// <summary>True if data without the column of <see cref="Labels"/> are read without labels, as for applying a model to new data.</summary>
    internal bool LabelsMayBeAbsent { get; init; }

    /// <summary>The words that a text is read as, in order, instead of a vocabulary of its own; null for its own.</summary>
    internal IReadOnlyList<string>? KnownWords { get; init; }

    /// <summary>The array of an NPZ archive that contains the values. By default, common names are tried.</summary>
    public string? Values { get; init; }

    /// <summary>
    /// Whether the first line of a CSV file contains names. By default it does if it is not all numbers, or if it counts 0, 1, 2, … as pandas names the
    /// columns of an array.
    /// </summary>
    public bool? Header { get; init; }

    /// <summary>The shape of one example, for files that contain only vectors, such as 28 × 28 for 784 columns.</summary>
    public ItemShape? Shape { get; init; }

    /// <summary>The size to which every image of a folder is resized. By default all images must have the same size.</summary>
    public ImageSize? Size { get; init; }

    /// <summary>The factor of all stored values. 1 by default, except 1/255 for bytes that are not all 0 and 1.</summary>
    public float? Scale { get; init; }

    /// <summary>The size of the vocabulary: the most frequent words of the training split; 5000 (Larochelle &amp; Bengio 2008).</summary>
    public int Vocabulary { get; init; } = 5000;

    /// <summary>The values of the words of a text; presence by default.</summary>
    public WordValues Words { get; init; }

    /// <summary>
    /// The size of the validation split held out of the training split, if the source has none: a fraction below 1, or a number of examples. 0 by default.
    /// </summary>
    public double Validation { get; init; }

    /// <summary>
    /// The size of the test split held out of the training split, if the source has none: a fraction below 1, or a number of examples. 0 by default.
    /// </summary>
    public double Test { get; init; }

    /// <summary>The seed of the selection of held-out examples; 1 by default.</summary>
    public ulong SplitSeed { get; init; } = 1;
}
