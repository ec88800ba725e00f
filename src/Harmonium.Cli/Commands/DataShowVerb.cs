using System.CommandLine;
using System.Text.Json;
using Harmonium.Cli.Models;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Data;
using Harmonium.Figures.Images;
using Harmonium.Numerics;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;

namespace Harmonium.Cli.Commands;

/// <summary>Shows a summary of data.</summary>
internal sealed class DataShowVerb : Verb
{
    private const int MostSummed = 1000;
    private readonly Argument<string> _name = new("data") { Description = "a named set (see harmonium data list), a file or a folder" };
    private readonly Option<string?> _count = CommonOptions.Text("--count", "n", "the number of examples in the image [default: 100]");
    private readonly Option<string?> _shape = CommonOptions.Text("--shape", "height x width", "the size of images that a file stores as vectors");
    private readonly Option<string?> _size = CommonOptions.Text("--image-size", "height x width", "resize all images of a folder to this size");

    /// <inheritdoc/>
    internal override string Name => "show";

    /// <inheritdoc/>
    internal override string Summary => "show the splits, shape, classes, values and some examples of data";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium data show letters", "show the built-in letters"),
        ("harmonium data show photos/ --output photos.png", "show a folder of images and write a hundred of them to one image"),
    ];

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        command.Arguments.Add(_name);
        foreach (Option option in (Option[])[_count, common.Header, _shape, _size, common.Output, common.Seed])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        ExampleDataSettings settings = new() { Shape = call.Text(_shape), ImageSize = call.Text(_size), Header = call.Text(call.Common.Header) };
        DataSplits parts = call.OpenAndTell(new RbmSettings { Data = settings }, call.Parsed.GetRequiredValue(_name)).Examples!;
        Dataset some = parts.Train.Shuffled(call.Seed).Range(0, Math.Min(MostSummed, parts.Train.Count));
        Tensor values = some.Examples.Rows([.. Enumerable.Range(0, some.Count)]);
        WeightSummary summary = WeightSummary.Of([values]);
        ImageSize? size = some.Shape is { IsImage: true, Channels: 1 } shape ? new ImageSize(shape.Height, shape.Width) : null;
        if (ResultPath.Figure(call, call.Common.Output) is { } path)
            Draw(call, path, size, values);
        if (call.Json)
        {
            call.JsonOutput.Write(json => WriteJson(json, parts, summary));
            return ExitCode.Done;
        }

        WriteWords(call, parts, summary);
        if (size is not null && !call.Quiet)
            TextImage.Write(call.Terminal.Out, Images.Of(values, size), call.Terminal.Width);
        return ExitCode.Done;
    }

    private static IEnumerable<(string Name, Dataset Data)> SplitsOf(DataSplits parts)
    {
        yield return ("train", parts.Train);
        if (parts.Validation is { } validation)
            yield return ("validation", validation);
        if (parts.Test is { } test)
            yield return ("test", test);
    }

    private static void WriteWords(Call call, DataSplits parts, WeightSummary summary)
    {
        Dataset train = parts.Train;
        Facts facts = new(call.Terminal.Out)
        {
            { "name", train.Name },
            { "examples", string.Join(", ", SplitsOf(parts).Select(split => $"{split.Data.Count} {split.Name}")) },
            { "shape", $"{train.Shape}{(train.Shape.IsImage ? " images" : " numbers")}" },
            { "values", $"from {summary.Least:G3} to {summary.Greatest:G3}, mean {summary.Mean:G3}" },
        };
        if (train.Labels is not null)
            facts.Add("classes", train.ClassNames is { Count: <= 30 } names ? $"{train.Classes}: {string.Join(", ", names)}" : $"{train.Classes}");
        if (train.Origin.Length > 0)
            facts.Add("origin", train.Origin);
        facts.Add("sha256", train.Fingerprint);
        facts.Write();
    }

    private static void WriteJson(Utf8JsonWriter json, DataSplits parts, WeightSummary summary)
    {
        json.WriteString("name", parts.Train.Name);
        foreach ((string name, Dataset data) in SplitsOf(parts))
            json.WriteNumber(name, data.Count);
        json.WriteStartArray("shape");
        foreach (int side in (int[])[parts.Train.Shape.Height, parts.Train.Shape.Width, parts.Train.Shape.Channels])
            json.WriteNumberValue(side);
        json.WriteEndArray();
        json.WriteBoolean("image", parts.Train.Shape.IsImage);
        json.WriteFinite("least", summary.Least);
        json.WriteFinite("greatest", summary.Greatest);
        json.WriteFinite("mean", summary.Mean);
        json.WriteNumber("classes", parts.Train.Classes);
        json.WriteString("fingerprint", parts.Train.Fingerprint);
        json.WriteStartArray("notices");
        foreach (string notice in parts.Train.Notices)
            json.WriteStringValue(notice);
        json.WriteEndArray();
    }

    private void Draw(Call call, string path, ImageSize? size, Tensor values)
    {
        if (size is null)
            throw new UsageException("--output needs images, but the examples are vectors.", "Add --shape, such as --shape 28x28.");
        int count = Math.Min(call.Whole(_count, 100, 1), values.Rows);
        FigureFile.Write(path, new ImageTiles(Images.Of(values.RowRange(0, count), size), new SheetOptions { Shading = new PixelShading() }));
        call.Say($"image of {count} examples: {path}");
    }
}
