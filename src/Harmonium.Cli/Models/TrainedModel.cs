using System.Text.Json;
using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Data.NamedSets;
using Harmonium.Machines;
using Harmonium.Storage;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;
using Harmonium.Storage.Training;

namespace Harmonium.Cli.Models;

/// <summary>A machine that was trained, with what its file says of its training.</summary>
/// <param name="Path">The model file.</param>
/// <param name="File">What it says.</param>
/// <param name="Rbm">The machine.</param>
/// <param name="Run">The run that it is of; null for a file that lies elsewhere.</param>
internal sealed record TrainedModel(string Path, ModelFile File, Rbm Rbm, RunView? Run)
{
    /// <summary>How the machine was trained; the defaults where the file does not say.</summary>
    internal RbmTrainingSettings Settings { get; } = SettingsOf(File);

    /// <summary>The name of the data that it learnt from; null where the file does not say.</summary>
    internal string? DataName { get; } = NameOfData(File);

    /// <summary>Opens the model of a run folder, or a model file.</summary>
    /// <exception cref="StorageException">There is no such file or run, or the run has no model yet.</exception>
    /// <exception cref="ModelFileException">The file is no model that this program knows.</exception>
    internal static TrainedModel Open(Call call, string path)
    {
        (string file, ModelFile model, RunView? run) = Find(path);
        return new TrainedModel(file, model, RbmFile.MachineOf(model, call.Device()), run);
    }

    /// <summary>The model file at a path, or of the run whose folder that is.</summary>
    /// <exception cref="StorageException">There is no such file or run, or the run has no model yet.</exception>
    /// <exception cref="ModelFileException">The file is no model.</exception>
    internal static (string Path, ModelFile File, RunView? Run) Find(string path)
    {
        RunView? run = Directory.Exists(path) ? new RunView(path) : null;
        string file = run?.ModelPath ?? path;
        if (run is not null && !System.IO.File.Exists(file))
            throw new StorageException(path, $"The run {path} has no model yet; it is {$"{run.ReadRecord().State}".ToLowerInvariant()}. Train it to its end with: harmonium resume {path}");
        return (file, ModelFile.Read(file), run);
    }

    /// <summary>The name or path of the data to apply the model to: what the user says, or what it learnt from.</summary>
    /// <exception cref="UsageException">Neither is known.</exception>
    internal string DataFor(Call call) => DataFor(call, File, Run);

    /// <summary>The name or path of the data to apply a model to: what the user says, or what it learnt from.</summary>
    /// <exception cref="UsageException">Neither is known.</exception>
    internal static string DataFor(Call call, ModelFile file, RunView? run) => call.Text(call.Common.Data)
        ?? run?.ReadRecord().Data
        ?? (NameOfData(file) is { } name && NamedSet.Find(name) is not null ? name : null)
        ?? throw new UsageException($"{call.Path} needs data: the model does not say what it learnt from.", "Add --data with a named set (harmonium data list), a file or a folder.");

    /// <summary>The data to apply the model to, cut into parts as they were for its training.</summary>
    /// <exception cref="DataFileException">There are none, they cannot be used, or do not fit the machine.</exception>
    internal DataParts Open(Call call)
    {
        DataParts parts = call.Open(DataFor(call), Settings.DataOptions);
        int columns = parts.Train.Examples.Columns, units = Rbm.Visible.Units.Count;
        return columns == units ? parts
            : throw new DataFileException(parts.Train.Name, $"has {columns} numbers an example ({parts.Train.Shape}), but the machine has {units} visible units. Use data of the kind and size that it learnt from.");
    }

    /// <summary>The height and width of the images that the machine knows; null where it knows no images.</summary>
    /// <param name="wanted">What the user says; null to find out.</param>
    /// <exception cref="UsageException">The user's size has another number of pixels than the machine visible units.</exception>
    internal ImageSize? ImageSize(string? wanted = null)
    {
        int units = Rbm.Visible.Units.Count;
        if (wanted is not null)
        {
            ImageSize size = ParseSize(wanted);
            return size.Height * size.Width == units ? size : throw new UsageException($"--shape {wanted} is {size.Height * size.Width} pixels, but the machine has {units} visible units.", "Leave it out to have it found.");
        }

        if (Recorded() is { } recorded)
            return recorded;
        int side = (int)Math.Round(Math.Sqrt(units));
        return File.Training.TryGetProperty("data", out _) || side * side != units ? null : new ImageSize(side, side);
    }

    private static string? NameOfData(ModelFile file) =>
        file.Training.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;

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

    private static RbmTrainingSettings SettingsOf(ModelFile file) =>
        file.Training.TryGetProperty("settings", out JsonElement settings) && settings.ValueKind == JsonValueKind.Object
            ? RbmTrainingSettings.FromJson(settings)
            : new RbmTrainingSettings();

    private ImageSize? Recorded()
    {
        if (!File.Training.TryGetProperty("data", out JsonElement data) || data.ValueKind != JsonValueKind.Object
            || !data.TryGetProperty("image", out JsonElement image) || image.ValueKind != JsonValueKind.Array || image.GetArrayLength() != 3)
            return null;
        int[] sides = [.. image.EnumerateArray().Select(side => side.ValueKind == JsonValueKind.Number && side.TryGetInt32(out int length) ? length : 0)];
        return sides[0] > 0 && sides[1] > 0 && sides[2] == 1 && (long)sides[0] * sides[1] == Rbm.Visible.Units.Count ? new ImageSize(sides[0], sides[1]) : null;
    }
}
