using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Learning;
using Harmonium.Runs.Models;
using Harmonium.Storage;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Runs;

/// <summary>
/// Trains a model in a run folder and saves checkpoints there. A run that has a checkpoint continues from it, in any stage. A run that is killed
/// and resumed writes the same bytes as a run without interruption.
/// </summary>
internal sealed class TrainingRun
{
    private readonly RunFolder _folder;
    private readonly TimeProvider _clock;
    private readonly Checkpoint? _checkpoint;
    private readonly string _data;

    /// <summary>Opens the run in a folder. It continues from the newest checkpoint that is not damaged, if there is one.</summary>
    /// <param name="folder">The folder, locked by this process.</param>
    /// <param name="training">The model and its stages, prepared from the settings in the folder or from changed ones.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="data">The new path of data that moved; null if they are where the run started with them.</param>
    /// <exception cref="DataFileException">The data differ from those that the run started with.</exception>
    /// <exception cref="StorageException">The folder cannot be read, or an older version of the program created it.</exception>
    public TrainingRun(RunFolder folder, Training training, TimeProvider clock, string? data = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(clock);
        RequireCurrent(folder);
        _folder = folder;
        _clock = clock;
        Training = training;
        _data = data ?? folder.Record.Data;
        string found = training.Data.Fingerprint, expected = folder.Record.DataFingerprint;
        if (found != expected)
            throw new DataFileException(_data,
                $"is not the data that the run started with: its SHA-256 begins with {Start(found)}, but the SHA-256 in the run begins with " +
                $"{Start(expected)}. Restore the original data, or start a new run.");
        CheckpointSearch search = folder.LatestCheckpoint();
        _checkpoint = search.Latest;
        if (_checkpoint is not null)
            folder.RequireMetrics(_checkpoint);
        Damaged = search.Damaged;
    }

    /// <summary>The model and the stages that train it.</summary>
    public Training Training { get; }

    /// <summary>The step from which the run continues; 0 for a new run.</summary>
    public long FirstStep => _checkpoint?.Step ?? 0;

    /// <summary>The index of the stage in which the run continues, from 0.</summary>
    public int FirstStage => _checkpoint is null ? 0 : Checkpointer.StageOf(_checkpoint, Training);

    /// <summary>
    /// Messages about how the run continues where it does not simply continue from its newest checkpoint: a training that starts again, a finished model
    /// that will be replaced, a learning curve without its beginning. Empty for a new run.
    /// </summary>
    public IReadOnlyList<string> Notices
    {
        get
        {
            bool hasModel = _folder.Record.ModelSha256 is not null, isNew = !_folder.HasMetrics && !hasModel && Damaged.Count == 0;
            List<string> notices = [];
            if (_checkpoint is null && !isNew)
                notices.Add($"The run has no {(Damaged.Count > 0 ? "intact " : "")}checkpoint: the training starts again from the beginning.");
            else if (_checkpoint is not null && Damaged.Count > 0)
                notices.Add($"The training continues from the older checkpoint of step {FirstStep}.");
            if (hasModel && (_checkpoint is null || Damaged.Count > 0))
                notices.Add("The model of the finished run is kept until the training ends, and is replaced then.");
            if (_checkpoint is not null && !_folder.HasMetrics)
                notices.Add($"metrics.csv is gone: the learning curve begins at step {FirstStep}.");
            return notices;
        }
    }

    /// <summary>The errors of the damaged checkpoints that were skipped, newest first.</summary>
    public IReadOnlyList<string> Damaged { get; }

    /// <summary>Returns the name of the stage of the latest checkpoint in a folder; null if there is no checkpoint.</summary>
    public static string? StageAt(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return folder.LatestCheckpoint().Latest is { } checkpoint ? Checkpointer.StageNameOf(checkpoint) : null;
    }

    /// <summary>Returns the content of <c>run.json</c> for a new run.</summary>
    /// <param name="training">The model and its stages.</param>
    /// <param name="data">The name or path of the data, as the user gave it.</param>
    /// <param name="computer">The properties of the computer that affect the speed and the last bits of the results.</param>
    public static RunRecord RecordOf(Training training, string data, IReadOnlyDictionary<string, string> computer)
    {
        ArgumentNullException.ThrowIfNull(training);
        JsonElement machine = training.Model.Describe(), settings = training.Kind.Settings.Write(training.Settings);
        return new RunRecord
        {
            Machine = machine,
            Settings = settings,
            Origin = OriginOf(machine, settings, training.Data.Fingerprint),
            Seed = training.Settings.Seed,
            Data = data,
            DataFingerprint = training.Data.Fingerprint,
            ProgramVersion = ProgramVersion.Text,
            Computer = computer,
        };
    }

    /// <summary>Checks that the current version of the program can continue a run.</summary>
    /// <exception cref="StorageException">An older version of the program created the run.</exception>
    public static void RequireCurrent(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        RunRecord record = folder.Record;
        if (record.Version < new RunRecord { Machine = default, Settings = default, Seed = 0, Data = "", DataFingerprint = "", ProgramVersion = "" }.Version)
        {
            throw new StorageException(folder.View.Folder.Root,
                $"{Quotation.Of(folder.View.Folder.Root)} was created by version {record.ProgramVersion} of the program, which writes another checkpoint " +
                    "format. Continue the run with that version, or start a new one. A model in the folder can still be used.");
        }
    }

    /// <summary>Trains to the end, or until an observer or the caller stops it, and writes the model.</summary>
    /// <param name="watchers">Additional observers. An observer that throws is disabled, and the training continues.</param>
    /// <param name="warn">Receives a message when an observer is disabled.</param>
    /// <param name="cancel">Stops the training after the current step; the run can be resumed later.</param>
    /// <exception cref="DivergedException">The parameters are no longer finite. The last checkpoint is older and still valid.</exception>
    /// <exception cref="StorageException">A file could not be written. The last checkpoint is still valid.</exception>
    /// <exception cref="ModelFileException">The checkpoint does not fit the settings.</exception>
    public TrainingOutcome Run(IReadOnlyList<TrainingObserver> watchers, Action<string>? warn = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(watchers);
        long begun = _clock.GetTimestamp();
        TimeSpan before = _checkpoint is null ? TimeSpan.Zero : Checkpointer.ElapsedAt(_checkpoint);
        TimeSpan Elapsed() => before + _clock.GetElapsedTime(begun);

        TrainingPosition? from = _checkpoint is null ? null : Checkpointer.PositionOf(_checkpoint, Training);
        _folder.KeepMetricsUpTo(FirstStep);
        _folder.Update(record => record with
        {
            Data = _data,
            Settings = Training.Kind.Settings.Write(Training.Settings),
            State = RunState.Running,
            Message = null,
        });
        TrainingObserver[] observers =
        [
            new DivergenceGuard(), new MetricsRecorder(_folder, Elapsed), .. watchers.Select(watcher => new GuardedObserver(watcher, warn ?? (_ => { }))),
            new Checkpointer(_folder, Training, Elapsed, FirstStep),
        ];
        TrainingEnd end = Guarded(() => Training.Run(observers, from, cancel));
        if (end.Reason == StopReason.Canceled)
        {
            _folder.Update(record => record with { State = RunState.Interrupted });
            return new TrainingOutcome(end, Elapsed(), null);
        }

        string sha256 = _folder.SaveModel(Training.Model.ToFile(Training.Describe(end)));
        _folder.Update(record => record with { State = RunState.Done });
        return new TrainingOutcome(end, Elapsed(), sha256);
    }

    private static string OriginOf(JsonElement machine, JsonElement settings, string fingerprint) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{JsonSerializer.Serialize(machine)}\n{JsonSerializer.Serialize(settings)}\n{fingerprint}")));

    private static string Start(string fingerprint) => fingerprint[..Math.Min(12, fingerprint.Length)];

    /// <summary>Trains, and records in the run the error that ended the training, if any.</summary>
    private TrainingEnd Guarded(Func<TrainingEnd> train)
    {
        try
        {
            return train();
        }
        catch (DivergedException exception)
        {
            _folder.Update(record => record with { State = RunState.Diverged, Message = exception.Message });
            throw;
        }
        catch (Exception exception) when (_checkpoint is not null && exception is ArgumentException or KeyNotFoundException)
        {
            throw new ModelFileException(_folder.View.Folder.Root,
                $"the checkpoint of step {FirstStep} does not fit the settings of the run: {exception.Message} Start a new run.", innerException: exception);
        }
        catch (Exception exception) when (NoteFailure(exception))
        {
            throw;
        }
    }

    private bool NoteFailure(Exception exception)
    {
        try
        {
            _folder.Update(record => record with { State = RunState.Failed, Message = exception.Message });
        }
        catch (StorageException)
        {
            // The disk error that prevents this record is most likely the error that is reported already.
        }

        return false;
    }
}
