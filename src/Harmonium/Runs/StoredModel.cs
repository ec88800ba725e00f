using System.Text.Json;
using Harmonium.Runs.Models;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Runs;

/// <summary>A model that was read, with what its file says of its training.</summary>
public sealed class StoredModel
{
    internal StoredModel(ModelFile file, TrainedModel model)
    {
        File = file;
        Model = model;
        Settings = file.Training.TryGetProperty("settings", out JsonElement settings) && settings.ValueKind == JsonValueKind.Object
            ? ((KindSettings)model.Kind.Settings.Read(settings)).Effective()
            : ((KindSettings)model.Kind.Settings.Defaults).Effective();
    }

    /// <summary>The file, in the current version.</summary>
    public ModelFile File { get; }

    /// <summary>The model.</summary>
    public TrainedModel Model { get; }

    /// <summary>How it was trained; the defaults where the file does not say.</summary>
    public KindSettings Settings { get; }

    /// <summary>Whether the file says how the model was trained.</summary>
    public bool KnowsTraining => File.Training.TryGetProperty("settings", out _);

    /// <summary>The name of the data that it learned from; null where the file does not say.</summary>
    public string? DataName =>
        File.Training.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;
}
