using Harmonium.Storage.Files;
using Harmonium.Storage.Metrics;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Storage.Folders;

/// <summary>
/// A run folder locked for writing by this process: <c>run.json</c>, <c>metrics.csv</c>, <c>model.safetensors</c>, <c>checkpoints/</c>,
/// <c>figures/</c>. Data reported as written survive a kill or a power failure. Readers never see partially written files.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private readonly FileStore _files;
    private readonly TimeProvider _clock;
    private readonly RunFolderOptions _options;
    private readonly RunLock _lock;
    private readonly CheckpointFiles _checkpoints;
    private readonly MetricsFile _metrics;

    private RunFolder(RunLock held, ContainedFolder folder, RunRecord? created, TimeProvider clock, RunFolderOptions options)
    {
        _lock = held;
        _files = options.Files;
        _clock = clock;
        _options = options;
        _files.DeleteLeftovers(folder.Root);
        _files.DeleteLeftovers(folder.PathOf(CheckpointFiles.FolderName));
        _files.DeleteLeftovers(folder.PathOf(RunView.FiguresName));
        _metrics = new MetricsFile(folder.PathOf(RunView.MetricsName), _files);
        if (created is not null)
            WriteRecord(folder, created);
        View = new RunView(folder.Root, _files);
        Record = created ?? View.ReadRecord();
        _checkpoints = new CheckpointFiles(folder, _files, Record.Origin);
    }

    /// <summary>The view of the folder for reading.</summary>
    public RunView View { get; }

    /// <summary>The content of <c>run.json</c>.</summary>
    public RunRecord Record { get; private set; }

    /// <summary>Creates a run in a folder without a run, and locks it.</summary>
    /// <exception cref="StorageException">The folder already contains a run, is locked by another process, or cannot be written.</exception>
    public static RunFolder Create(string path, RunRecord record, TimeProvider clock, RunFolderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(clock);
        options ??= RunFolderOptions.Default;
        ContainedFolder folder = new(path, options.Files);
        options.Files.CreateFolders(folder.Root);
        return Hold(folder, clock, options, () =>
        {
            if (options.Files.FileExists(folder.PathOf(RunView.RecordName)))
                throw new StorageException(folder.Root, $"{Quotation.Of(folder.Root)} already contains a run. Resume it, or choose another folder.");
            CreateFolders(folder, options);
            DateTimeOffset now = clock.GetUtcNow();
            return record with { Started = now, Updated = now };
        });
    }

    /// <summary>Creates a run in the first free folder <c>&lt;runs&gt;/&lt;machine&gt;-&lt;data&gt;-&lt;n&gt;</c>, n counted from 1, and locks it.</summary>
    /// <param name="runs">The folder of all runs, such as "runs".</param>
    /// <param name="machine">The kind of the model, such as "rbm".</param>
    /// <param name="data">The name or path of the data, such as "mnist". Of a path, the last part is used. Characters other than letters, digits, dots and
    /// dashes become dashes.</param>
    /// <param name="record">The content of <c>run.json</c>.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="options">The options of the folder.</param>
    /// <exception cref="StorageException">The folder cannot be written.</exception>
    public static RunFolder CreateNumbered(string runs, string machine, string data, RunRecord record, TimeProvider clock, RunFolderOptions? options = null)
    {
        options ??= RunFolderOptions.Default;
        options.Files.CreateFolders(runs);
        RunName name = new(machine, data);
        for (int n = name.FirstFree(runs, options.Files); ; n++)
        {
            string path = Path.Combine(runs, name.At(n));
            try
            {
                return Create(path, record, clock, options);
            }
            catch (StorageException) when (options.Files.FileExists(Path.Combine(path, RunView.RecordName)))
            {
                // Another process was faster: try the next number.
            }
        }
    }

    /// <summary>Opens and locks the run in a folder, in order to continue it.</summary>
    /// <exception cref="StorageException">There is no run, it is locked by another process or damaged, or the folder cannot be written.</exception>
    public static RunFolder Open(string path, TimeProvider clock, RunFolderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(clock);
        options ??= RunFolderOptions.Default;
        RunView view = new(path, options.Files);
        return Hold(view.Folder, clock, options, () =>
        {
            CreateFolders(view.Folder, options);
            return null;
        });
    }

    /// <summary>Changes <c>run.json</c>, for example <c>Update(run =&gt; run with { State = RunState.Done })</c>.</summary>
    /// <exception cref="StorageException">The file cannot be written. The previous one is unchanged.</exception>
    public void Update(Func<RunRecord, RunRecord> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        RunRecord record = change(Record) with { Updated = _clock.GetUtcNow() };
        record = record with { MetricsSha256 = record.State == RunState.Running ? null : _metrics.Sha256 };
        WriteRecord(View.Folder, record);
        Record = record;
    }

    /// <summary>
    /// Appends a row to <c>metrics.csv</c>. Append the row of an epoch before the checkpoint of its last step, so that a resumed run does not miss it.
    /// </summary>
    /// <exception cref="ArgumentException">The step is not greater than that of the last row, or a metric has an invalid name.</exception>
    /// <exception cref="StorageException">The row cannot be written. Earlier rows are unchanged.</exception>
    public void AppendMetrics(MetricsRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        _metrics.Append(row);
    }

    /// <summary>Deletes the metrics after a step. Used when a run resumes from the checkpoint of that step.</summary>
    /// <exception cref="StorageException">The metrics cannot be written. The previous ones are unchanged.</exception>
    public void KeepMetricsUpTo(long step) => _metrics.KeepUpTo(step);

    /// <summary>Checks that the metrics up to a checkpoint are those that the run wrote. Metrics that the user deleted as a whole pass.</summary>
    /// <exception cref="StorageException">Rows were altered or are missing.</exception>
    public void RequireMetrics(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        if (checkpoint.MetricsSha256 is { } written && HasMetrics && View.LookAtMetrics().Table.Sha256(checkpoint.Step) != written)
            throw View.AlteredMetrics();
    }

    /// <summary>True if the run has a file of metrics.</summary>
    public bool HasMetrics => _files.FileExists(View.Folder.PathOf(RunView.MetricsName));

    /// <summary>Saves a checkpoint. On return it is safe on disk, and older checkpoints beyond the number to keep are deleted.</summary>
    /// <param name="checkpoint">The checkpoint. The string names format, version, step and sha256 are reserved.</param>
    /// <exception cref="ArgumentException">A tensor contains NaN or an infinity, or a string has a reserved name.</exception>
    /// <exception cref="StorageException">The checkpoint cannot be written. Earlier checkpoints are unchanged.</exception>
    public void SaveCheckpoint(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        _checkpoints.Save(checkpoint with { MetricsSha256 = _metrics.Sha256 }, _options.KeepCheckpoints);
    }

    /// <summary>Returns the newest intact checkpoint, and the errors of newer damaged ones.</summary>
    /// <exception cref="StorageException">The checkpoint folder cannot be listed.</exception>
    public CheckpointSearch LatestCheckpoint() => _checkpoints.Latest();

    /// <summary>Writes <c>model.safetensors</c> and stores its SHA-256 in <c>run.json</c>.</summary>
    /// <returns>The SHA-256 of the file, in lowercase hexadecimal digits.</returns>
    /// <exception cref="ArgumentException">A parameter contains NaN or an infinity.</exception>
    /// <exception cref="StorageException">The file cannot be written. The previous one is unchanged.</exception>
    public string SaveModel(ModelFile model)
    {
        ArgumentNullException.ThrowIfNull(model);
        string sha256 = model.Write(View.ModelPath, _files);
        Update(record => record with { ModelSha256 = sha256 });
        return sha256;
    }

    /// <summary>Writes a figure, such as "filters.png", to <c>figures/</c>.</summary>
    /// <exception cref="StorageException">The name is outside the folder, or the file cannot be written. The previous file is unchanged.</exception>
    public void SaveFigure(string name, Action<Stream> write) => _files.Replace(View.FigurePath(name), write);

    /// <summary>Unlocks the run.</summary>
    public void Dispose() => _lock.Dispose();

    private static RunFolder Hold(ContainedFolder folder, TimeProvider clock, RunFolderOptions options, Func<RunRecord?> prepare)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.KeepCheckpoints, 1);
        RunLock held = RunLock.Acquire(folder, options.Files);
        try
        {
            return new RunFolder(held, folder, prepare(), clock, options);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static void CreateFolders(ContainedFolder folder, RunFolderOptions options)
    {
        options.Files.CreateFolders(folder.PathOf(CheckpointFiles.FolderName));
        options.Files.CreateFolders(folder.PathOf(RunView.FiguresName));
    }

    private void WriteRecord(ContainedFolder folder, RunRecord record) =>
        _files.Replace(folder.PathOf(RunView.RecordName), file => RunRecordJson.Write(file, record));
}
