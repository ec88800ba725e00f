using System.CommandLine;
using Harmonium.Cli.Models;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Figures.Images;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs.Models;
using Harmonium.Sampling;

namespace Harmonium.Cli.Commands;

/// <summary>Fills in missing pixels of images, or missing cells of tables.</summary>
internal sealed class CompleteVerb : ModelVerb
{
    private readonly Option<string?> _keep =
        CommonOptions.Text("--keep", "region", "the known pixels: left, right, top, bottom, or an image whose bright pixels are known [default: left]");
    private readonly Option<string?> _sweeps =
        CommonOptions.Text("--sweeps", "n", "the number of Gibbs sweeps [default: 200 for images, 250 for tables]");
    private readonly Option<string?> _count = CommonOptions.Text("--count", "n", "the number of examples [default: 24]");
    private readonly Option<string?> _shape = CommonOptions.Text("--shape", "height x width", "the image size [default: as in training]");

    /// <inheritdoc/>
    internal override string Name => "complete";

    /// <inheritdoc/>
    internal override string Summary => "fill in missing pixels of images, or missing cells of a table";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium complete runs/rbm-letters-1 --keep top", "fill in the lower halves of 24 test letters"),
        ("harmonium complete runs/rbm-letters-1 --keep mask.png --output filled.png", "fill in the dark pixels of a mask"),
        ("harmonium complete runs/rbm-people-1 --data people.csv --output filled.csv", "fill in the missing cells of a table"),
    ];

    /// <inheritdoc/>
    private protected override void DeclareOptions(Command command, CommonOptions common)
    {
        foreach (Option option in (Option[])[common.Data, common.Split, _keep, _sweeps, _count, _shape, common.Output])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    private protected override void Apply(Call call, LoadedModel model, CancellationToken cancel)
    {
        if (model.Model.CellCompleter is { } cells)
            Table(call, model, cells, cancel);
        else
            Images(call, model, model.Need(call, model.Model.Completer, ModelParts.Completer), cancel);
    }

    private void Images(Call call, LoadedModel model, Completer completer, CancellationToken cancel)
    {
        ImageSize size = model.ImageSize(call.Text(_shape))
            ?? throw new UsageException("The model has no image size, so the positions of the pixels are unknown.", "Add --shape, such as --shape 28x28.");
        string path = ResultPath.For(call, model.Run, "completions.png", [.. FigureFile.Endings, ".npy", ".csv"]);
        Tensor known = KnownPixels.Of(call.Text(_keep) ?? "left", size, Call.Images);
        int sweeps = call.Whole(_sweeps, 200, 2);
        Dataset data = ChosenSplit.Of(model.Examples(call), call.Text(call.Common.Split)).Data;
        int count = Math.Min(call.Whole(_count, 24, 1), data.Count);
        Dataset some = data.Shuffled(call.Seed).Range(0, count);
        Tensor given = new VisibleData(some, model.Stored.Settings.Binarization, call.Seed, count).Blocks(model.Model.Device).Single().AsTensor();
        Tensor completed = completer.Complete(given, known, sweeps, RandomStream.For(call.Seed, Purpose.Sampling), cancel);
        if (FigureFile.Has(path))
        {
            FigureFile.Write(path, ImageStrips.Completion(Models.Images.Of(given, size), Models.Images.Of(Repeated(known, count), size),
                Models.Images.Of(completed, size)));
        }
        else
        {
            NumberFile.Write(path, completed, "v", some.LabelNames);
        }

        Tell(call, path, count, sweeps, ErrorOf(given, completed, known));
    }

    private void Table(Call call, LoadedModel model, CellCompleter cells, CancellationToken cancel)
    {
        if (((Option<string?>[])[_keep, _count, call.Common.Split, _shape]).FirstOrDefault(option => call.Text(option) is not null) is { } image)
            throw new UsageException($"{image.Name} applies to images, but {model.Path} is a model of tables.", $"Omit {image.Name}.");
        string path = ResultPath.For(call, model.Run, "completed.csv", ".csv", ".tsv");
        int sweeps = call.Whole(_sweeps, 250, 2);
        string source = model.DataFor(call);
        Table table = TableFile.Read(source, cells.Schema, DataLimits.Default);
        int warmUp = sweeps / 5;
        TableCompletion completion = cells.Complete(table, new TableCompletionOptions { WarmUp = warmUp, Sweeps = sweeps - warmUp, Seed = call.Seed }, cancel);
        ResultFile.Write(path, file => TableFile.WriteFilled(source, table, completion.Value, DataLimits.Default, file));
        int filled = completion.Cells.Count();
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteString("output", path);
                json.WriteNumber("rows", table.Count);
                json.WriteNumber("filled", filled);
                json.WriteNumber("sweeps", sweeps);
            });
            return;
        }

        new Facts(call.Terminal.Out) { { "completions", path }, { "table", $"{table.Count} rows, {filled} missing cells filled in" },
            { "sweeps", $"{sweeps}, averaged over the last {sweeps - warmUp}" } }.Write();
    }

    private static Tensor Repeated(Tensor mask, int count)
    {
        Tensor all = Tensor.Zeros(count, mask.Count);
        for (int row = 0; row < count; row++)
            mask.AsSpan().CopyTo(all.Row(row));
        return all;
    }

    /// <summary>Returns the fraction of missing pixels for which the completion, rounded to 0 or 1, is wrong.</summary>
    private static double ErrorOf(Tensor given, Tensor completed, Tensor known)
    {
        int wrong = 0, missing = 0;
        for (int row = 0; row < given.Rows; row++)
        {
            for (int unit = 0; unit < given.Columns; unit++)
            {
                if (known[unit] != 0)
                    continue;
                missing++;
                wrong += (given[row, unit] >= 0.5f) == (completed[row, unit] >= 0.5f) ? 0 : 1;
            }
        }

        return (double)wrong / missing;
    }

    private static void Tell(Call call, string path, int count, int sweeps, double error)
    {
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteString("output", path);
                json.WriteNumber("count", count);
                json.WriteNumber("sweeps", sweeps);
                json.WriteFinite("pixelError", error);
            });
            return;
        }

        new Facts(call.Terminal.Out) { { "completions", path }, { "examples", $"{count}, {sweeps} sweeps each" },
            { "error", $"{100 * error:F1} % of the missing pixels" } }.Write();
    }
}
