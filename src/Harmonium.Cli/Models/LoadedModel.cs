using System.Text.Json;
using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Data.NamedSets;
using Harmonium.Data.Tables;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Cli.Models;

/// <summary>A model that a command applies.</summary>
/// <param name="Path">The path of the model file.</param>
/// <param name="Stored">The model, with the description of its training.</param>
/// <param name="Run">The run that contains the model; null for a model file outside a run folder.</param>
internal sealed record LoadedModel(string Path, StoredModel Stored, RunView? Run)
{
    /// <summary>The command for each capability.</summary>
    private static readonly (ModelParts Part, string Verbs)[] _verbs =
    [
        (ModelParts.Classifier, "harmonium classify"), (ModelParts.Encoder, "harmonium features"), (ModelParts.Density, "harmonium score"),
        (ModelParts.Sampler, "harmonium sample"),
        (ModelParts.Completer, "harmonium complete"), (ModelParts.CellCompleter, "harmonium complete"), (ModelParts.TextModel, "harmonium generate"),
        (ModelParts.Memory, "harmonium recall"),
    ];

    /// <summary>The model.</summary>
    internal TrainedModel Model => Stored.Model;

    /// <summary>Opens the model of a run folder, or a model file.</summary>
    /// <exception cref="StorageException">The file or run does not exist, or the run has no model yet.</exception>
    /// <exception cref="ModelFileException">The file is not a valid model of a known kind, or not the one that the run wrote.</exception>
    internal static LoadedModel Open(Call call, string path) => Open(call, path, verified: true);

    /// <summary>Opens a model, also one that is not the one that its run wrote. For commands that show the difference.</summary>
    internal static LoadedModel OpenAsItIs(Call call, string path) => Open(call, path, verified: false);

    private static LoadedModel Open(Call call, string path, bool verified)
    {
        RunView? run = Directory.Exists(path) ? new RunView(path) : null;
        string file = run is null ? path : verified ? run.RequireModel() : run.ModelPath;
        WeightOrientation? orientation = call.Text(call.Common.Orientation) is { } word
            ? Values.Choice<WeightOrientation>(call.Common.Orientation.Name, word) : null;
        StoredModel stored = call.Kinds.Open(file, call.Device(), orientation: orientation);
        foreach (string notice in stored.Notices)
            call.Say(notice);
        return new LoadedModel(file, stored, run);
    }

    /// <summary>Returns a capability of the model that the command needs.</summary>
    /// <exception cref="UsageException">The model does not have the capability.</exception>
    internal T Need<T>(Call call, T? part, ModelParts which)
        where T : class
    {
        if (part is not null)
            return part;
        string[] others = [.. call.Kinds.With(which).Select(kind => kind.Name)];
        string[] verbs = [.. _verbs.Where(verb => Model.Parts.HasFlag(verb.Part)).Select(verb => verb.Verbs)];
        string hint = (Model.Kind.Parts & which & ~Model.Parts) != ModelParts.None
            ? $"{SettingName.InMessage(Model.Kind.AdviceFor(which))} See: harmonium train {Model.Kind.Name} --help"
            : $"'{call.Path}' supports models of the {(others.Length == 1 ? "kind" : "kinds")} {string.Join(", ", others)}."
                + $"{(verbs.Length > 0 ? $" This model supports: {string.Join(", ", verbs)}." : "")}";
        throw new UsageException($"{Path} is a model of the kind {Model.Kind.Name}, which '{call.Path}' does not support.", hint);
    }

    /// <summary>Returns the name or path of the data: from the command line, else the training data of the model.</summary>
    /// <exception cref="UsageException">No data are given, and the training data are not known.</exception>
    internal string DataFor(Call call) => call.Text(call.Common.Data)
        ?? Run?.ReadRecord().Data
        ?? (Stored.DataName is { } name && NamedSet.Find(name) is not null ? name : null)
        ?? throw new UsageException($"{call.Path} needs data, because the model file does not name its training data.",
            "Add --data with a named set (see harmonium data list), a file or a folder.");

    /// <summary>True if data from the command line are those that the model was trained on, as far as their name tells.</summary>
    internal bool IsTrainedOn(Call call, Dataset data) =>
        call.Text(call.Common.Data) is not { } given || given == Run?.ReadRecord().Data || data.Name == Stored.DataName;

    /// <summary>Opens the data to apply the model to, with the same splits as in training.</summary>
    /// <exception cref="DataFileException">The data do not exist, cannot be used, or do not fit the model.</exception>
    internal TrainingData Open(Call call, TableSchema? schema = null) => OpenFrom(call, DataFor(call), schema);

    private TrainingData OpenFrom(Call call, string source, TableSchema? schema = null)
    {
        TrainingData data = Stored.Settings.Input.Open(new DataRequest(source, call.Locations, Stored.Settings.Seed)
        {
            Everything = true,
            Schema = schema ?? Model.CellCompleter?.Schema,
            Columns = Stored.ColumnNames,
            Header = call.Text(call.Common.Header),
        });
        if (data.Examples is { } splits)
            data = data.With(Arranged(call, splits));
        if (Model.Shape is { } shape && data.Shape is { } found && shape.Columns != found.Columns)
            throw new DataFileException(data.Name,
                $"has {found.Columns} values per example ({found}), but the model needs {shape.Columns}. Use data of the same shape as the training data.");
        return data;
    }

    private DataSplits Arranged(Call call, DataSplits splits)
    {
        Dataset train = Stored.Fitted(splits.Train, withLabels: false);
        foreach (string notice in train.Notices.Except(splits.Train.Notices))
            call.Say(notice);
        Dataset? Fitted(Dataset? part) => part is null ? null : Stored.Fitted(part, withLabels: false);
        return new DataSplits(train, Fitted(splits.Validation), Fitted(splits.Test));
    }

    /// <summary>Opens the examples to apply the model to.</summary>
    /// <exception cref="DataFileException">The data do not exist, cannot be used, or do not fit the model.</exception>
    internal DataSplits Examples(Call call) => Open(call).Examples!;

    /// <summary>Opens the training examples of the model.</summary>
    /// <param name="call">The command line.</param>
    /// <param name="given">The name or path from the command line; null for the one of the run.</param>
    /// <returns>The training split; null if no data are given and the training data are not known.</returns>
    /// <exception cref="DataFileException">The data do not exist, cannot be used, or do not fit the model.</exception>
    internal Dataset? TrainingExamples(Call call, string? given) =>
        (given ?? Run?.ReadRecord().Data ?? (Stored.DataName is { } name && NamedSet.Find(name) is not null ? name : null)) is { } source
            ? OpenFrom(call, source).Examples!.Train : null;

    /// <summary>Returns the image size of the model; null if its examples are not grayscale images.</summary>
    /// <param name="wanted">The size from the command line; null to use the size in the model.</param>
    /// <exception cref="UsageException">The number of pixels of the given size differs from the number of inputs.</exception>
    internal ImageSize? ImageSize(string? wanted = null)
    {
        int inputs = Model.Shape!.Columns;
        if (wanted is not null)
        {
            ImageSize size = ParseSize(wanted);
            return size.Height * size.Width == inputs ? size
                : throw new UsageException($"--shape {wanted} is {size.Height * size.Width} pixels, but the model has {inputs} inputs.",
                    "Omit it to use the size in the model.");
        }

        if (Model.Shape is { IsImage: true } shape)
            return shape.Channels == 1 ? new ImageSize(shape.Height, shape.Width) : null;
        int side = (int)Math.Round(Math.Sqrt(inputs));
        return Stored.File.Training.TryGetProperty("data", out JsonElement _) || side * side != inputs ? null : new ImageSize(side, side);
    }

    private static ImageSize ParseSize(string text)
    {
        try
        {
            return Data.ImageSize.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new UsageException($"--shape: {exception.Message}", "For example: --shape 28x28");
        }
    }
}
