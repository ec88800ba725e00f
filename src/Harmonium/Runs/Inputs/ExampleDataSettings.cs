using Harmonium.Data;
using Harmonium.Data.Sources;
using Harmonium.Errors;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Inputs;

/// <summary>Settings for reading examples: images, rows of numbers, or word counts.</summary>
public sealed record ExampleDataSettings : DataSettings
{
    /// <summary>The number of training examples, drawn at random, at least 1; null for all.</summary>
    [Setting("train on n examples, drawn at random", AtLeast = 1, Default = "all")]
    public int? Examples { get; init; }

    /// <summary>The table column or archive array that holds the labels, as in <see cref="DataOptions.Labels"/>; null to detect it by name.</summary>
    [Setting("the column of a table, or the array of an archive, that holds the labels", Value = "column", Default = "detected by name")]
    public string? Labels { get; init; }

    /// <summary>Whether the first line of a CSV file has names, <c>yes</c> or <c>no</c>, as in <see cref="DataOptions.Header"/>; null to detect it.</summary>
    [Setting("whether the first line of a table has the names of the columns: yes or no", Value = "yes or no", Names = typeof(HeaderWords),
        Default = "detected")]
    public string? Header { get; init; }

    /// <summary>The size, such as 28x28, to which every image of a folder is resized; null if all images have the same size.</summary>
    [Setting("resize all images of a folder to this size, such as 28x28", Value = "height x width", Default = "no resizing")]
    public string? ImageSize { get; init; }

    /// <summary>The height and width, such as 28x28, of images that a file stores as vectors; null for vectors.</summary>
    [Setting("the size of images that a file stores as vectors, such as 28x28", Value = "height x width", Default = "read as vectors")]
    public string? Shape { get; init; }

    /// <summary>The factor that multiplies every stored value; null for 1, or 1/255 for bytes.</summary>
    [Setting("the factor that multiplies every stored value", Above = 0, Default = "1, or 1/255 for bytes")]
    public double? Scale { get; init; }

    /// <summary>The vocabulary size of the word counts of texts, at least 1; 5000 (Larochelle &amp; Bengio 2008).</summary>
    [Setting("the vocabulary size of the word counts of texts", AtLeast = 1)]
    public int Vocabulary { get; init; } = 5000;

    /// <inheritdoc/>
    internal override TrainingData Open(DataRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        DataSplits parts = DataSource.Open(request.Source, request.Locations, request.Limits, Options(request.Seed) with
        {
            Header = HeaderWords.Of(request.Header ?? Header),
            KnownWords = request.Columns,
            LabelsMayBeAbsent = request.Everything,
        });
        return request.Everything ? TrainingData.Of(parts) : Limited(parts, request.Seed);
    }

    /// <summary>Returns examples in memory as training data, with a validation split and a limit according to these settings.</summary>
    /// <exception cref="DataFileException">There are too few examples for the validation split.</exception>
    /// <exception cref="ConfigurationException">There are fewer than <see cref="Examples"/> examples.</exception>
    internal TrainingData Of(DataSplits splits, ulong seed) => Limited(HoldOut.From(splits, Options(seed)), seed);

    /// <summary>Returns examples in memory as training data, limited to <see cref="Examples"/>.</summary>
    /// <exception cref="ConfigurationException">There are fewer than <see cref="Examples"/> examples.</exception>
    internal TrainingData Limited(DataSplits parts, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return TrainingData.Of(parts with { Train = Limit(parts.Train, Examples, seed) });
    }

    /// <inheritdoc/>
    public override void Check() => _ = Options(1);

    private static ImageSize? SizeOf(string? text, string setting)
    {
        try
        {
            return text is null ? null : Data.ImageSize.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new ConfigurationException(setting, exception.Message, exception);
        }
    }

    private DataOptions Options(ulong seed) => new()
    {
        Labels = Labels,
        Header = HeaderWords.Of(Header),
        Size = SizeOf(ImageSize, "imageSize"),
        Shape = SizeOf(Shape, "shape") is { } size ? ItemShape.Image(size.Height, size.Width) : null,
        Scale = (float?)Scale,
        Vocabulary = Vocabulary,
        Validation = Validation,
        SplitSeed = seed,
    };
}
