using System.Globalization;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Storage.Folders;

/// <summary>The files in <c>checkpoints/</c>: safetensors files named after their step, each with a SHA-256 of its own content.</summary>
/// <param name="folder">The run folder.</param>
/// <param name="files">The file store.</param>
/// <param name="origin">The origin of the run, see <see cref="RunRecord.Origin"/>: a checkpoint of another origin is refused. Null to accept any.</param>
internal sealed class CheckpointFiles(ContainedFolder folder, FileStore files, string? origin)
{
    internal const string FolderName = "checkpoints";
    private const string Format = "harmonium-checkpoint";
    private const string Prefix = "step-";
    private const string Suffix = ".safetensors";
    private static readonly string[] _reserved = ["format", "version", "step", "run", "metrics", "sha256"];
    private static readonly SafeTensorsOptions _strict = new() { RefuseNonFinite = true };

    /// <summary>
    /// Saves a checkpoint. When it is safe on disk, deletes the checkpoints of later steps (those steps are being repeated) and the oldest ones beyond
    /// <paramref name="keep"/>.
    /// </summary>
    internal void Save(Checkpoint checkpoint, int keep)
    {
        TensorFile sealedFile = Seal(checkpoint);
        SafeTensors.Write(PathOf(checkpoint.Step), sealedFile, files);
        long[] steps = Steps();
        foreach (long step in steps.Where(step => step > checkpoint.Step).Concat(steps.Where(step => step <= checkpoint.Step).Skip(keep)))
            Delete(PathOf(step));
    }

    internal CheckpointSearch Latest()
    {
        List<string> damaged = [];
        foreach (long step in Steps())
        {
            try
            {
                return new CheckpointSearch(Open(step), damaged);
            }
            catch (Exception exception) when (exception is ModelFileException or StorageException)
            {
                damaged.Add(exception.Message);
            }
        }

        return new CheckpointSearch(null, damaged);
    }

    private TensorFile Seal(Checkpoint checkpoint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(checkpoint.Step);
        if (checkpoint.State.FirstNonFinite() is (string name, int index))
        {
            throw new ArgumentException(
                $"Value {index} of {Quotation.Of(name)} is {checkpoint.State.Tensors[name].Contiguous().AsSpan()[index]} at step {checkpoint.Step}; a " +
                    "checkpoint with this value is not written. The last checkpoint is kept.");
        }

        Dictionary<string, string> strings = new(checkpoint.State.Metadata, StringComparer.Ordinal);
        foreach (string reserved in _reserved)
        {
            if (strings.ContainsKey(reserved))
                throw new ArgumentException($"The name '{reserved}' is reserved in checkpoints and cannot be the name of a string. Choose another name.");
        }

        strings["format"] = Format;
        strings["version"] = "1";
        strings["step"] = checkpoint.Step.ToString(CultureInfo.InvariantCulture);
        if (origin is not null)
            strings["run"] = origin;
        if (checkpoint.MetricsSha256 is not null)
            strings["metrics"] = checkpoint.MetricsSha256;
        strings["sha256"] = new TensorFile(checkpoint.State.Tensors, strings).Sha256();
        return new TensorFile(checkpoint.State.Tensors, strings);
    }

    private Checkpoint Open(long step)
    {
        string path = PathOf(step);
        TensorFile file = SafeTensors.Read(path, _strict, files);
        Dictionary<string, string> strings = new(file.Metadata, StringComparer.Ordinal);
        if (strings.GetValueOrDefault("format") != Format)
            throw new ModelFileException(path, "it is a tensor file, but not a checkpoint of this program.");
        if (strings.GetValueOrDefault("version") is string version && version != "1")
            throw new ModelFileException(path,
                $"it has version {Quotation.Of(version)} of the checkpoint format; this program reads version 1. Use a program that is as new as the run.");
        strings.Remove("sha256", out string? seal);
        if (seal is null || new TensorFile(file.Tensors, strings).Sha256() != seal)
            throw new ModelFileException(path, "its content does not match the SHA-256 inside it: it was damaged after it was written.");
        if (strings.GetValueOrDefault("step") != step.ToString(CultureInfo.InvariantCulture))
            throw new ModelFileException(path,
                $"it is the checkpoint of step {Quotation.Of(strings.GetValueOrDefault("step", ""))}, but its name says {step}. Restore its name.");
        if (origin is not null && strings.GetValueOrDefault("run") != origin)
            throw new ModelFileException(path,
                "it belongs to a different run: the run in this folder started with a different model, settings or data. Put back the run's own checkpoint.");
        string? metrics = strings.GetValueOrDefault("metrics");
        foreach (string reserved in _reserved)
            strings.Remove(reserved);
        return new Checkpoint(step, new TensorFile(file.Tensors, strings)) { MetricsSha256 = metrics };
    }

    /// <summary>Returns the steps that have a checkpoint, newest first.</summary>
    private long[] Steps()
    {
        string path = folder.PathOf(FolderName);
        try
        {
            return [.. files.List(path).Select(StepOf).OfType<long>().OrderDescending()];
        }
        catch (Exception exception) when (StorageException.IsDiskTrouble(exception))
        {
            throw StorageException.While("list", path, exception);
        }
    }

    private static string NameOf(long step) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step:D12}{Suffix}");

    private static long? StepOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(Prefix.Length..^Suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long step)
        && name == NameOf(step)
            ? step
            : null;

    private string PathOf(long step) => folder.PathOf($"{FolderName}/{NameOf(step)}");

    private void Delete(string path)
    {
        try
        {
            files.Delete(path);
        }
        catch (Exception exception) when (StorageException.IsDiskTrouble(exception))
        {
            throw StorageException.While("delete the old checkpoint", path, exception);
        }
    }
}
