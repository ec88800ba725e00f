using System.Security.Cryptography;
using Harmonium.Storage.Files;
using Harmonium.Storage.Metrics;
using Harmonium.Storage.TensorFiles;

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
    private readonly string _path;

    /// <summary>Creates a view of the run in a folder.</summary>
    /// <exception cref="StorageException">There is no run in the folder.</exception>
    public RunView(string path, FileStore? files = null)
    {
        _files = files ?? FileStore.Disk;
        _path = path;
        Folder = new ContainedFolder(path, _files);
        if (!_files.FileExists(Folder.PathOf(RecordName)))
            throw new StorageException(Folder.Root,
                $"There is no run in {Quotation.Of(Folder.Root)}: it has no {RecordName}. Give the folder of a run. If these are " +
                "data, give the folder as `data`.");
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

    /// <summary>Returns the full path of the model file, once its SHA-256 is found to be the one that the run recorded.</summary>
    /// <exception cref="StorageException">The run has no model yet, or the file cannot be read.</exception>
    /// <exception cref="ModelFileException">The file is not the one that the run wrote.</exception>
    public string RequireModel()
    {
        RunRecord record = ReadRecord();
        if (!_files.FileExists(ModelPath))
            throw new StorageException(_path, record.ModelSha256 is null
                ? $"The run {_path} has no model yet; its state is {$"{record.State}".ToLowerInvariant()}. Finish it with: harmonium resume {_path}"
                : $"The model of the run {_path} is gone: there is no {ModelName} in the folder. Restore the file, or write it again with: " +
                    $"harmonium resume {_path}");
        string found = Sha256OfModel();
        // A training that is just finishing writes the model before its hash, so the record is read again.
        if (record.ModelSha256 is null || found == record.ModelSha256 || found == ReadRecord().ModelSha256)
            return ModelPath;
        string file = Path.Combine(_path, ModelName);
        throw new ModelFileException(file,
            $"its SHA-256 is {found}, but the run recorded {record.ModelSha256}: the file was changed or replaced after the training. Restore the file, " +
            $"write it again with: harmonium resume {_path}; or give the file instead of the folder to use it as it is: {file}");
    }

    /// <summary>Returns the SHA-256 of the model file, in lowercase hexadecimal digits.</summary>
    /// <exception cref="StorageException">The file cannot be read.</exception>
    public string Sha256OfModel()
    {
        try
        {
            using Stream file = _files.OpenRead(ModelPath);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception exception) when (StorageException.IsDiskTrouble(exception))
        {
            throw StorageException.While("read", ModelPath, exception);
        }
    }

    /// <summary>Reads the current content of <c>run.json</c>.</summary>
    /// <exception cref="StorageException">The file cannot be read or is damaged.</exception>
    public RunRecord ReadRecord()
    {
        string path = Folder.PathOf(RecordName);
        return RunRecordJson.Read(_files.ReadAll(path, MaximumRecordBytes), path);
    }

    /// <summary>Reads the current metrics. An incomplete last row is ignored.</summary>
    /// <exception cref="StorageException">The metrics cannot be read, are damaged, or are not those that the run wrote.</exception>
    public MetricsTable ReadMetrics()
    {
        (MetricsTable table, bool altered) = LookAtMetrics();
        return altered ? throw AlteredMetrics() : table;
    }

    /// <summary>Reads the metrics as they are, and tells whether they were altered after the run wrote them.</summary>
    /// <exception cref="StorageException">The metrics cannot be read or are damaged.</exception>
    public (MetricsTable Table, bool Altered) LookAtMetrics()
    {
        MetricsTable table = MetricsFile.Read(Folder.PathOf(MetricsName), _files);
        // A run that is training has no hash of its metrics; one that was resumed after this read has none any more.
        return (table, ReadRecord().MetricsSha256 is { } written && _files.FileExists(Folder.PathOf(MetricsName)) && table.Sha256() != written);
    }

    /// <summary>The error of metrics that are not those that the run wrote.</summary>
    internal StorageException AlteredMetrics() => new(_path,
        $"{Quotation.Of(Path.Combine(_path, MetricsName))} was altered or cut after the run wrote it: its rows do not have the SHA-256 that the run " +
        "recorded. Restore the file, or delete it to continue without these rows.");

    /// <summary>Returns the newest intact checkpoint, and the errors of newer damaged ones.</summary>
    /// <exception cref="StorageException">The checkpoint folder cannot be listed.</exception>
    public CheckpointSearch LatestCheckpoint() => new CheckpointFiles(Folder, _files, ReadRecord().Origin).Latest();

    /// <summary>
    /// Returns true if a process currently locks the run. A run with the state running that is not locked was killed.
    /// Returns false if this user cannot write to the folder and the lock cannot be checked.
    /// </summary>
    public bool IsHeld() => RunLock.IsHeld(Folder, _files);

    /// <summary>Returns the full path of a figure, such as "filters.png", which may not exist yet.</summary>
    /// <exception cref="StorageException">The name is outside the figures folder.</exception>
    public string FigurePath(string name) => Folder.PathOf($"{FiguresName}/{name}");
}
