using System.Text.Json;
using Harmonium.Data;
using Harmonium.Runs.Files;
using Harmonium.Runs.Models;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Runs;

/// <summary>A model read from a file, with the description of its training.</summary>
internal sealed class StoredModel
{
    internal StoredModel(ModelFile file, TrainedModel model, IReadOnlyList<string>? notices = null)
    {
        Notices = notices ?? [];
        File = file;
        Model = model;
        Settings = file.Training.TryGetProperty("settings", out JsonElement settings) && settings.ValueKind == JsonValueKind.Object
            ? ((KindSettings)model.Kind.Settings.Read(settings)).Effective()
            : ((KindSettings)model.Kind.Settings.Defaults).Effective();
        TrainingCounts = model.Classifier is { } classifier ? ClassCounts.Read(file, classifier.Classes) : null;
        ColumnNames = model.Shape is { } shape && model.CellCompleter is null ? ColumnList.Read(file, shape.Columns) : null;
    }

    /// <summary>The file, upgraded to the current format version.</summary>
    public ModelFile File { get; }

    /// <summary>Messages for the user about what was assumed, if the file does not describe the model.</summary>
    public IReadOnlyList<string> Notices { get; }

    /// <summary>The model.</summary>
    public TrainedModel Model { get; }

    /// <summary>The settings of the training; the defaults if the file does not contain them.</summary>
    public KindSettings Settings { get; }

    /// <summary>True if the file contains the settings of the training.</summary>
    public bool KnowsTraining => File.Training.TryGetProperty("settings", out _);

    /// <summary>The names of the columns of the training data; null if they had none.</summary>
    public IReadOnlyList<string>? ColumnNames { get; }

    /// <summary>The number of training examples of each class of a classifier; null if the file does not have them.</summary>
    public IReadOnlyList<int>? TrainingCounts { get; }

    /// <summary>Returns data to apply the model to: with its columns in the order of the model, and its labels as the classes of the model.</summary>
    /// <exception cref="DataFileException">The data have other columns, or a label that is not a class of the model.</exception>
    public Dataset Fitted(Dataset data, bool withLabels = true)
    {
        ArgumentNullException.ThrowIfNull(data);
        Dataset arranged = Model.CellCompleter is null ? DataColumns.Arranged(data, ColumnNames) : data;
        return withLabels && Model.Classifier is { } classifier ? classifier.Fitted(arranged) : arranged;
    }

    /// <summary>The name of the training data; null if the file does not contain it.</summary>
    public string? DataName =>
        File.Training.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;
}
