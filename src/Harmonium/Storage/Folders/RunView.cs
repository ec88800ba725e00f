using Harmonium.Storage.Files;
using Harmonium.Storage.Metrics;

namespace Harmonium.Storage.Folders;

/// <summary>A run folder as a reader sees it, also while another process writes it.</summary>
public sealed class RunView
{
    internal const string RecordName = "run.json";
    internal const string MetricsName = "metrics.csv";
    internal const string ModelName = "model.safetensors";
    internal const string FiguresName = "figures";
    private const int MaximumRecordBytes = 16 << 20;

    private readonly FileStore _files;

    /// <summary>A view of the run in a folder.</summary>
    /// <exception cref="StorageException">There is no run in the folder.</exception>
    public RunView(string path, FileStore? files = null)
    {
        _files = files ?? FileStore.Disk;
        Folder = new ContainedFolder(path, _files);
        if (!_files.FileExists(Folder.PathOf(RecordName)))
            throw new StorageException(Folder.Root, $"There is no run in {Quotation.Of(Folder.Root)}: it has no {RecordName}. Name the folder of a run.");
    }

    /// <summary>Whether there is a run in a folder.</summary>
    public static bool Exists(string path, FileStore? files = null)
    {
        files ??= FileStore.Disk;
        return files.FileExists(new ContainedFolder(path, files).PathOf(RecordName));
    }

    /// <summary>The folder, through which files are named.</summary>
    public ContainedFolder Folder { get; }

    /// <summary>The full path of the model file, which need not be there yet.</summary>
    public string ModelPath => Folder.PathOf(ModelName);

    /// <summary>What <c>run.json</c> says now.</summary>
    /// <exception cref="StorageException">It cannot be read or is damaged.</exception>
    public RunRecord ReadRecord()
    {
        string path = Folder.PathOf(RecordName);
        return RunRecordJson.Read(_files.ReadAll(path, MaximumRecordBytes), path);
    }

    /// <summary>The metrics so far; an unfinished last row is left out.</summary>
    /// <exception cref="StorageException">They cannot be read or are damaged.</exception>
    public MetricsTable ReadMetrics() => MetricsFile.Read(Folder.PathOf(MetricsName), _files);

    /// <summary>The newest checkpoint that is whole, and what was wrong with those that are newer.</summary>
    /// <exception cref="StorageException">The folder of checkpoints cannot be listed.</exception>
    public CheckpointSearch LatestCheckpoint() => new CheckpointFiles(Folder, _files).Latest();

    /// <summary>
    /// Whether a process holds the run now: a run that says it is running while nobody holds it was killed.
    /// False where this user may not write to the folder, and so cannot know.
    /// </summary>
    public bool IsHeld() => RunLock.IsHeld(Folder, _files);

    /// <summary>The full path of a figure, such as "filters.png", which need not be there yet.</summary>
    /// <exception cref="StorageException">The name leads out of the folder of figures.</exception>
    public string FigurePath(string name) => Folder.PathOf($"{FiguresName}/{name}");
}
