using Harmonium.Storage.Files;
using Harmonium.Storage.Metrics;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Storage.Folders;

/// <summary>
/// A run folder held for writing by this process: <c>run.json</c>, <c>metrics.csv</c>, <c>model.safetensors</c>, <c>checkpoints/</c>,
/// <c>figures/</c>. Whatever has been reported written survives a kill or a power cut; nothing is ever seen half written.
/// </summary>
public sealed class RunFolder : IDisposable
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
        _checkpoints = new CheckpointFiles(folder, _files);
        _metrics = new MetricsFile(folder.PathOf(RunView.MetricsName), _files);
        if (created is not null)
            WriteRecord(folder, created);
        View = new RunView(folder.Root, _files);
        Record = created ?? View.ReadRecord();
    }

    /// <summary>The same folder for reading.</summary>
    public RunView View { get; }

    /// <summary>What <c>run.json</c> says.</summary>
    public RunRecord Record { get; private set; }

    /// <summary>Makes a run in a folder that holds none, and holds it.</summary>
    /// <exception cref="StorageException">The folder holds a run already, is held by another process, or cannot be written.</exception>
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
                throw new StorageException(folder.Root, $"{Quotation.Of(folder.Root)} holds a run already. Resume it, or choose another folder.");
            options.Files.CreateFolders(folder.PathOf(CheckpointFiles.FolderName));
            options.Files.CreateFolders(folder.PathOf(RunView.FiguresName));
            DateTimeOffset now = clock.GetUtcNow();
            return record with { Started = now, Updated = now };
        });
    }

    /// <summary>Makes a run in the first free folder <c>&lt;runs&gt;/&lt;machine&gt;-&lt;data&gt;-&lt;n&gt;</c>, n counted from 1, and holds it.</summary>
    /// <param name="runs">The folder of all runs, such as "runs".</param>
    /// <param name="machine">The machine in a word, such as "rbm".</param>
    /// <param name="data">The data in a word, such as "mnist"; of a path, its last part. What is no letter, digit, dot or dash becomes a dash.</param>
    /// <param name="record">What <c>run.json</c> is to say.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="options">How the folder is kept.</param>
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
                // Another process was faster by a moment: the next number.
            }
        }
    }

    /// <summary>Holds the run in a folder, to go on with it.</summary>
    /// <exception cref="StorageException">There is no run, it is held by another process, it is damaged, or the folder cannot be written.</exception>
    public static RunFolder Open(string path, TimeProvider clock, RunFolderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(clock);
        options ??= RunFolderOptions.Default;
        RunView view = new(path, options.Files);
        return Hold(view.Folder, clock, options, () => null);
    }

    /// <summary>Changes <c>run.json</c>, such as <c>Update(run =&gt; run with { State = RunState.Done })</c>.</summary>
    /// <exception cref="StorageException">It cannot be written; the old one is untouched.</exception>
    public void Update(Func<RunRecord, RunRecord> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        RunRecord record = change(Record) with { Updated = _clock.GetUtcNow() };
        WriteRecord(View.Folder, record);
        Record = record;
    }

    /// <summary>
    /// Appends a row to <c>metrics.csv</c>; the row of an epoch goes before the checkpoint of its last step, so that no resumed run misses it.
    /// </summary>
    /// <exception cref="ArgumentException">Its step does not lie above that of the last row, or a metric has an impossible name.</exception>
    /// <exception cref="StorageException">It cannot be written; the rows before it are untouched.</exception>
    public void AppendMetrics(MetricsRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        _metrics.Append(row);
    }

    /// <summary>Cuts the metrics after a step: what a run does that goes on from the checkpoint of that step.</summary>
    /// <exception cref="StorageException">They cannot be written; the old ones are untouched.</exception>
    public void KeepMetricsUpTo(long step) => _metrics.KeepUpTo(step);

    /// <summary>Saves the state of a step. When this returns, it is safe, and older checkpoints than are to be kept are gone.</summary>
    /// <param name="checkpoint">The state; its strings may not be called format, version, step or sha256.</param>
    /// <exception cref="ArgumentException">A tensor holds NaN or an infinity, or a string has a reserved name.</exception>
    /// <exception cref="StorageException">It cannot be written; the checkpoints before it are untouched.</exception>
    public void SaveCheckpoint(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        _checkpoints.Save(checkpoint, _options.KeepCheckpoints);
    }

    /// <summary>The newest checkpoint that is whole, and what was wrong with those that are newer.</summary>
    /// <exception cref="StorageException">The folder of checkpoints cannot be listed.</exception>
    public CheckpointSearch LatestCheckpoint() => _checkpoints.Latest();

    /// <summary>Writes <c>model.safetensors</c> and notes its SHA-256 in <c>run.json</c>.</summary>
    /// <returns>The SHA-256 of the file, in lower-case hexadecimal digits.</returns>
    /// <exception cref="ArgumentException">A parameter holds NaN or an infinity.</exception>
    /// <exception cref="StorageException">It cannot be written; the old one is untouched.</exception>
    public string SaveModel(ModelFile model)
    {
        ArgumentNullException.ThrowIfNull(model);
        string sha256 = model.Write(View.ModelPath, _files);
        Update(record => record with { ModelSha256 = sha256 });
        return sha256;
    }

    /// <summary>Writes a figure, such as "filters.png", into <c>figures/</c>.</summary>
    /// <exception cref="StorageException">The name leads out of the folder, or the file cannot be written; the old one is untouched.</exception>
    public void SaveFigure(string name, Action<Stream> write) => _files.Replace(View.FigurePath(name), write);

    /// <summary>Lets the run go.</summary>
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

    private void WriteRecord(ContainedFolder folder, RunRecord record) =>
        _files.Replace(folder.PathOf(RunView.RecordName), file => RunRecordJson.Write(file, record));
}
