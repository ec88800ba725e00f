using Harmonium.Storage.Files;
using Harmonium.Storage.Metrics;

namespace Harmonium.Storage.Folders;

/// <summary>A view of a run folder for reading, also while another process writes it.</summary>
internal sealed class RunView
{
    internal const string RecordName = "run.json";
    internal const string MetricsName = "metrics.csv";
    internal const string ModelName = "model.safetensors";
    internal const string FiguresName = "figures";
    private const int MaximumRecordBytes = 16 << 20;

    private readonly FileStore _files;

    /// <summary>Creates a view of the run in a folder.</summary>
    /// <exception cref="StorageException">There is no run in the folder.</exception>
    public RunView(string path, FileStore? files = null)
    {
        _files = files ?? FileStore.Disk;
        Folder = new ContainedFolder(path, _files);
        if (!_files.FileExists(Folder.PathOf(RecordName)))
            throw new StorageException(Folder.Root, $"There is no run in {Quotation.Of(Folder.Root)}: it has no {RecordName}. Give the folder of a run.");
    }

    /// <summary>Returns true if a folder contains a run.</summary>
    public static bool Exists(string path, FileStore? files = null)
    {
        files ??= FileStore.Disk;
        return files.FileExists(new ContainedFolder(path, files).PathOf(RecordName));
    }

    /// <summary>The folder that confines file names.</summary>
    public ContainedFolder Folder { get; }

    /// <summary>The full path of the model file, which may not exist yet.</summary>
    public string ModelPath => Folder.PathOf(ModelName);

    /// <summary>Reads the current content of <c>run.json</c>.</summary>
    /// <exception cref="StorageException">The file cannot be read or is damaged.</exception>
    public RunRecord ReadRecord()
    {
        string path = Folder.PathOf(RecordName);
        return RunRecordJson.Read(_files.ReadAll(path, MaximumRecordBytes), path);
    }

    /// <summary>Reads the current metrics. An incomplete last row is ignored.</summary>
    /// <exception cref="StorageException">The metrics cannot be read or are damaged.</exception>
    public MetricsTable ReadMetrics() => MetricsFile.Read(Folder.PathOf(MetricsName), _files);

    /// <summary>Returns the newest intact checkpoint, and the errors of newer damaged ones.</summary>
    /// <exception cref="StorageException">The checkpoint folder cannot be listed.</exception>
    public CheckpointSearch LatestCheckpoint() => new CheckpointFiles(Folder, _files).Latest();

    /// <summary>
    /// Returns true if a process currently locks the run. A run with the state running that is not locked was killed.
    /// Returns false if this user cannot write to the folder and the lock cannot be checked.
    /// </summary>
    public bool IsHeld() => RunLock.IsHeld(Folder, _files);

    /// <summary>Returns the full path of a figure, such as "filters.png", which may not exist yet.</summary>
    /// <exception cref="StorageException">The name is outside the figures folder.</exception>
    public string FigurePath(string name) => Folder.PathOf($"{FiguresName}/{name}");
}
