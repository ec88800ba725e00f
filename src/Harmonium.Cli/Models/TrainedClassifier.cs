using System.Text.Json;
using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Machines;
using Harmonium.Storage;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;
using Harmonium.Storage.Training;

namespace Harmonium.Cli.Models;

/// <summary>A classifier that was trained, with what its file says of its training.</summary>
/// <param name="Path">The model file.</param>
/// <param name="File">What it says.</param>
/// <param name="Rbm">The machine.</param>
/// <param name="Run">The run that it is of; null for a file that lies elsewhere.</param>
internal sealed record TrainedClassifier(string Path, ModelFile File, ClassificationRbm Rbm, RunView? Run)
{
    /// <summary>The names of the classes, or their numbers where they have none.</summary>
    internal IReadOnlyList<string> ClassNames { get; } = ClassificationRbmFile.ClassNamesOf(File) ?? [.. Enumerable.Range(0, Rbm.Classes).Select(label => $"{label}")];

    /// <summary>The data to apply the model to, cut into parts as they were for its training.</summary>
    /// <exception cref="DataFileException">There are none, they cannot be used, or do not fit the machine.</exception>
    internal DataParts Open(Call call)
    {
        ClassifierTrainingSettings settings = File.Training.TryGetProperty("settings", out JsonElement found) && found.ValueKind == JsonValueKind.Object
            ? ClassifierTrainingSettings.FromJson(found)
            : new ClassifierTrainingSettings();
        DataParts parts = call.Open(TrainedModel.DataFor(call, File, Run), settings.DataOptions);
        int columns = parts.Train.Examples.Columns, units = Rbm.Visible.Units.Count;
        return columns == units ? parts
            : throw new DataFileException(parts.Train.Name, $"has {columns} numbers an example ({parts.Train.Shape}), but the machine has {units} visible units. Use data of the kind and size that it learnt from.");
    }
}
