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

/// <summary>A model that a verb applies.</summary>
/// <param name="Path">The model file.</param>
/// <param name="Stored">The model, with what its file says of its training.</param>
/// <param name="Run">The run that it is of; null for a file that lies elsewhere.</param>
internal sealed record LoadedModel(string Path, StoredModel Stored, RunView? Run)
{
    /// <summary>The verbs that apply a part of a model.</summary>
    private static readonly (ModelParts Part, string Verbs)[] _verbs =
    [
        (ModelParts.Classifier, "harmonium classify"), (ModelParts.Encoder, "harmonium features"), (ModelParts.Sampler, "harmonium sample"),
        (ModelParts.Completer, "harmonium complete"), (ModelParts.CellCompleter, "harmonium complete"), (ModelParts.TextModel, "harmonium generate"),
        (ModelParts.Memory, "harmonium recall"),
    ];

    /// <summary>The model.</summary>
    internal TrainedModel Model => Stored.Model;

    /// <summary>Opens the model of a run folder, or a model file.</summary>
    /// <exception cref="StorageException">There is no such file or run, or the run has no model yet.</exception>
    /// <exception cref="ModelFileException">The file is not a model that this program knows.</exception>
    internal static LoadedModel Open(Call call, string path)
    {
        RunView? run = Directory.Exists(path) ? new RunView(path) : null;
        string file = run?.ModelPath ?? path;
        if (run is not null && !File.Exists(file))
            throw new StorageException(path,
                $"The run {path} has no model yet; it is {$"{run.ReadRecord().State}".ToLowerInvariant()}. Train it to its end with: harmonium resume {path}");
        return new LoadedModel(file, call.Kinds.Open(file, call.Device()), run);
    }

    /// <summary>A part of the model that the verb needs; where there are several to choose from, one of them.</summary>
    /// <exception cref="UsageException">The model does not have it.</exception>
    internal T Need<T>(Call call, T? part, ModelParts which)
        where T : class
    {
        if (part is not null)
            return part;
        string[] others = [.. call.Kinds.With(which).Select(kind => kind.Name)];
        string[] verbs = [.. _verbs.Where(verb => Model.Parts.HasFlag(verb.Part)).Select(verb => verb.Verbs)];
        string hint = (Model.Kind.Parts & which & ~Model.Parts) != ModelParts.None
            ? $"Models of this kind can do it when they are trained for it. See: harmonium train {Model.Kind.Name} --help"
            : $"'{call.Path}' is for models of the kind {string.Join(", ", others)}."
                + $"{(verbs.Length > 0 ? $" This one is used with: {string.Join(", ", verbs)}." : "")}";
        throw new UsageException($"{Path} is a model of the kind {Model.Kind.Name}, which '{call.Path}' cannot use.", hint);
    }

    /// <summary>The name or path of the data to apply the model to: what the user says, or what it learned from.</summary>
    /// <exception cref="UsageException">Neither is known.</exception>
    internal string DataFor(Call call) => call.Text(call.Common.Data)
        ?? Run?.ReadRecord().Data
        ?? (Stored.DataName is { } name && NamedSet.Find(name) is not null ? name : null)
        ?? throw new UsageException($"{call.Path} needs data: the model does not say what it learned from.",
            "Add --data with a named set (harmonium data list), a file or a folder.");

    /// <summary>The data to apply the model to, split as they were for its training.</summary>
    /// <exception cref="DataFileException">There are none, they cannot be used, or do not fit the model.</exception>
    internal TrainingData Open(Call call, TableSchema? schema = null)
    {
        TrainingData data = Stored.Settings.Input.Open(new DataRequest(DataFor(call), call.Locations, Stored.Settings.Seed)
        {
            Everything = true,
            Schema = schema
        });
        if (Model.Shape is { } shape && data.Shape is { } found && shape.Columns != found.Columns)
            throw new DataFileException(data.Name,
                $"has {found.Columns} numbers per example ({found}), but the model takes {shape.Columns}. Use data of the kind and size that it learned from.");
        return data;
    }

    /// <summary>Examples to apply the model to.</summary>
    /// <exception cref="DataFileException">There are none, they cannot be used, or do not fit the model.</exception>
    internal DataSplits Examples(Call call) => Open(call).Examples!;

    /// <summary>The height and width of the images that the model knows; null where it knows no images.</summary>
    /// <param name="wanted">What the user says; null to find out.</param>
    /// <exception cref="UsageException">The user's size has another number of pixels than the model inputs.</exception>
    internal ImageSize? ImageSize(string? wanted = null)
    {
        int inputs = Model.Shape!.Columns;
        if (wanted is not null)
        {
            ImageSize size = ParseSize(wanted);
            return size.Height * size.Width == inputs ? size
                : throw new UsageException($"--shape {wanted} is {size.Height * size.Width} pixels, but the model has {inputs} inputs.",
                    "Leave it out to have it found.");
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
            throw new UsageException($"--shape: {exception.Message}", "Such as --shape 28x28.");
        }
    }
}
