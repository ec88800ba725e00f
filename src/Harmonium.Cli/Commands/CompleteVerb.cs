using System.CommandLine;
using System.Text.Json;
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
    private static readonly string[] _cellFiles = [".csv", ".json"];

    private readonly Option<string?> _keep =
        CommonOptions.Text("--keep", "region", "the known pixels: left, right, top, bottom, or an image whose bright pixels are known [default: left]");
    private readonly Option<string?> _sweeps =
        CommonOptions.Text("--sweeps", "n", "the number of Gibbs sweeps [default: 200 for images, 250 for tables]");
    private readonly Option<string?> _draws = CommonOptions.Text("--draws", "n",
        "also write n draws of the missing values, in files with -1, -2, … before the extension; for numbers of images also their standard deviations " +
        "[default: 0]");
    private readonly Option<string?> _neighbors = CommonOptions.Text("--neighbors", "n",
        "combine the model with the n nearest rows of the table and of the training data; 0 uses the model alone [default: 5]");
    private readonly Option<string?> _cells = CommonOptions.Text("--cells", "file",
        "write every filled-in cell of a table with its standard deviation or probabilities and the draws, to a .csv or .json file");
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
        ("harmonium complete runs/people --data people.csv --output filled.csv", "fill in the missing cells of a table"),
        ("harmonium complete runs/people --data people.csv --draws 5 --cells cells.json", "write five draws, and the uncertainty of every cell"),
    ];

    /// <inheritdoc/>
    private protected override void DeclareOptions(Command command, CommonOptions common)
    {
        foreach (Option option in (Option[])[common.Data, common.Split, _keep, _sweeps, _draws, _neighbors, _cells, _count, _shape, common.Output])
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
        if (((Option<string?>[])[_cells, _neighbors]).FirstOrDefault(option => call.Text(option) is not null) is { } ofTables)
            throw new UsageException($"{ofTables.Name} applies to tables, but {model.Path} is a model of other examples.", $"Omit {ofTables.Name}.");
        ImageSize size = model.ImageSize(call.Text(_shape))
            ?? throw new UsageException("The model has no image size, so the positions of the pixels are unknown.", "Add --shape, such as --shape 28x28.");
        string path = ResultPath.For(call, model.Run, "completions.png", [.. FigureFile.Endings, ".npy", ".csv"]);
        Tensor known = KnownPixels.Of(call.Text(_keep) ?? "left", size, Call.Images);
        int sweeps = call.Whole(_sweeps, 200, 2), draws = DrawsOf(call, sweeps - (sweeps / 2));
        Dataset data = ChosenSplit.Of(model.Examples(call), call.Text(call.Common.Split)).Data;
        int count = Math.Min(call.Whole(_count, 24, 1), data.Count);
        Dataset some = data.Shuffled(call.Seed).Range(0, count);
        Tensor given = new VisibleData(some, model.Stored.Settings.Binarization, call.Seed, count).Blocks(model.Model.Device).Single().AsTensor();
        CompletedUnits completed = completer.Complete(given, known, sweeps, draws, RandomStream.For(call.Seed, Purpose.Sampling), cancel);
        List<string> files = [path];
        if (FigureFile.Has(path))
        {
            Tensor originals = Models.Images.Of(given, size);
            FigureFile.Write(path, new ImageStrips(
            [
                new("original", originals), ImageStrip.Masked("given", originals, Models.Images.Of(Repeated(known, count), size)),
                new("completed", Models.Images.Of(completed.Means, size)),
                .. completed.Draws.Select((draw, i) => new ImageStrip($"draw {i + 1}", Models.Images.Of(draw, size))),
            ]));
        }
        else
        {
            NumberFile.Write(path, completed.Means, "v", some.RowIds, some.LabelNames);
            if (draws > 0)
                Add("sd", completed.Deviations);
            for (int draw = 0; draw < draws; draw++)
                Add($"{draw + 1}", completed.Draws[draw]);
        }

        Tell(call, files, count, sweeps, ErrorOf(given, completed.Means, known));

        void Add(string name, Tensor numbers)
        {
            files.Add(Numbered(path, name));
            NumberFile.Write(files[^1], numbers, "v", some.RowIds, some.LabelNames);
        }
    }

    private int DrawsOf(Call call, int most)
    {
        int draws = call.Whole(_draws, 0, 0);
        return draws <= most ? draws
            : throw new UsageException($"{_draws.Name} is {draws}; at most {most} draws can be taken of the averaged sweeps.", $"Raise {_sweeps.Name}.");
    }

    private static string Numbered(string path, string name) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "", $"{Path.GetFileNameWithoutExtension(path)}-{name}{Path.GetExtension(path)}");

    private void Table(Call call, LoadedModel model, CellCompleter cells, CancellationToken cancel)
    {
        if (((Option<string?>[])[_keep, _count, call.Common.Split, _shape]).FirstOrDefault(option => call.Text(option) is not null) is { } image)
            throw new UsageException($"{image.Name} applies to images, but {model.Path} is a model of tables.", $"Omit {image.Name}.");
        string path = ResultPath.For(call, model.Run, "completed.csv", ".csv", ".tsv");
        int sweeps = call.Whole(_sweeps, 250, 2);
        string source = model.DataFor(call);
        Table table = TableFile.Read(source, cells.Schema, DataLimits.Default);
        int warmUp = sweeps / 5, draws = DrawsOf(call, sweeps - warmUp);
        if (call.Text(_cells) is { } file && !_cellFiles.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            throw new UsageException($"{_cells.Name} is “{file}”; expected a path that ends in .csv or .json.", $"See: {call.Path} --help");
        int neighbors = call.Whole(_neighbors, 5, 0);
        TableCompletionOptions options = new() { WarmUp = warmUp, Sweeps = sweeps - warmUp, Draws = draws, Neighbors = neighbors, Seed = call.Seed };
        TableCompletion completion = cells.Complete(table, options with { Donors = Donors(call, model, cells, neighbors) }, cancel);
        List<string> files = [path];
        Fill(path, completion.Value);
        for (int draw = 0; draw < draws; draw++)
        {
            int number = draw;
            files.Add(Numbered(path, $"{draw + 1}"));
            Fill(files[^1], (row, column) => completion.Draws(row, column)[number]);
        }

        if (call.Text(_cells) is { } cellFile)
        {
            files.Add(cellFile);
            FilledCells.Write(cellFile, completion, draws);
        }

        int filled = completion.Cells.Count();
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                WriteFiles(json, files);
                json.WriteNumber("rows", table.Count);
                json.WriteNumber("filled", filled);
                json.WriteNumber("sweeps", sweeps);
            });
            return;
        }

        new Facts(call.Terminal.Out) { { "completions", string.Join(", ", files) }, { "table", $"{table.Count} rows, {filled} missing cells filled in" },
            { "sweeps", $"{sweeps}, averaged over the last {sweeps - warmUp}" } }.Write();

        void Fill(string to, Func<int, int, double> value) =>
            ResultFile.Write(to, stream => TableFile.WriteFilled(source, table, value, DataLimits.Default, stream));
    }

    /// <summary>Returns the training table, if it is not the one that is completed; null if it is not known or cannot be read.</summary>
    private static Table? Donors(Call call, LoadedModel model, CellCompleter cells, int neighbors)
    {
        if (neighbors == 0 || call.Text(call.Common.Data) is not { } given || given == model.Run?.ReadRecord().Data)
            return null;
        try
        {
            return model.TrainingExamples(call, null) is { } training ? Harmonium.Data.Tables.Table.Of(training, cells.Schema) : null;
        }
        catch (DataFileException exception)
        {
            call.Say($"The training data are not used for nearest rows, because they cannot be read: {exception.Message}");
            return null;
        }
    }

    private static void WriteFiles(Utf8JsonWriter json, IReadOnlyList<string> files)
    {
        json.WriteString("output", files[0]);
        if (files.Count == 1)
            return;
        json.WriteStartArray("files");
        foreach (string file in files)
            json.WriteStringValue(file);
        json.WriteEndArray();
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

    private static void Tell(Call call, IReadOnlyList<string> files, int count, int sweeps, double error)
    {
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                WriteFiles(json, files);
                json.WriteNumber("count", count);
                json.WriteNumber("sweeps", sweeps);
                json.WriteFinite("pixelError", error);
            });
            return;
        }

        new Facts(call.Terminal.Out) { { "completions", string.Join(", ", files) }, { "examples", $"{count}, {sweeps} sweeps each" },
            { "error", $"{100 * error:F1} % of the missing pixels" } }.Write();
    }
}
