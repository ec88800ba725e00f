using Harmonium.Data;
using Harmonium.Data.Sources;
using Harmonium.Errors;
using Harmonium.Runs.Settings;

namespace Harmonium.Runs.Inputs;

/// <summary>How examples are read: images, rows of numbers, word counts.</summary>
public sealed record ExampleDataSettings : DataSettings
{
    /// <summary>How many examples are learned from, drawn at random, at least 1; null for all.</summary>
    [Setting("learn from so many examples, drawn at random", AtLeast = 1, Default = "all")]
    public int? Examples { get; init; }

    /// <summary>What holds the labels of a table or an archive, as in <see cref="DataOptions.Labels"/>; null to find it by its name.</summary>
    [Setting("what holds the labels of a table or an archive", Value = "column", Default = "found by its name")]
    public string? Labels { get; init; }

    /// <summary>The size, such as 28x28, to which every image of a folder is resized; null where all have one size.</summary>
    [Setting("resize every image of a folder to this size, such as 28x28", Value = "height x width", Default = "all have one size")]
    public string? ImageSize { get; init; }

    /// <summary>The height and width, such as 28x28, of images that a file knows only as vectors; null for vectors.</summary>
    [Setting("the size of images that the file knows as vectors, such as 28x28", Value = "height x width", Default = "vectors")]
    public string? Shape { get; init; }

    /// <summary>What every stored value is multiplied by; null for 1, or 1/255 for bytes.</summary>
    [Setting("what every stored value is multiplied by", Above = 0, Default = "1, or 1/255 for bytes")]
    public double? Scale { get; init; }

    /// <summary>How many words a text is described by, at least 1; 5000 (Larochelle &amp; Bengio 2008).</summary>
    [Setting("how many words texts are described by", AtLeast = 1)]
    public int Vocabulary { get; init; } = 5000;

    /// <inheritdoc/>
    public override TrainingData Open(DataRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        DataSplits parts = DataSource.Open(request.Source, request.Locations, request.Limits, Options(request.Seed));
        return request.Everything ? TrainingData.Of(parts) : Limited(parts, request.Seed);
    }

    /// <summary>Examples in memory as the data of a training: held out and limited as these settings say.</summary>
    /// <exception cref="DataFileException">There are too few examples to hold out.</exception>
    /// <exception cref="ConfigurationException">There are fewer than <see cref="Examples"/>.</exception>
    public TrainingData Of(DataSplits splits, ulong seed) => Limited(HoldOut.From(splits, Options(seed)), seed);

    /// <summary>Examples that are at hand as the data of a training.</summary>
    /// <exception cref="ConfigurationException">There are fewer than <see cref="Examples"/>.</exception>
    public TrainingData Limited(DataSplits parts, ulong seed)
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
        Size = SizeOf(ImageSize, "imageSize"),
        Shape = SizeOf(Shape, "shape") is { } size ? ItemShape.Image(size.Height, size.Width) : null,
        Scale = (float?)Scale,
        Vocabulary = Vocabulary,
        Validation = Validation,
        SplitSeed = seed,
    };
}
