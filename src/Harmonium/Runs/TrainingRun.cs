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
/// A training that keeps itself in a run folder: begun there, or continued exactly where its last checkpoint stands, whatever the stage. Killed at
/// any moment and run again, it ends with the bytes of a training that was never disturbed.
/// </summary>
public sealed class TrainingRun
{
    private readonly RunFolder _folder;
    private readonly TimeProvider _clock;
    private readonly Checkpoint? _checkpoint;

    /// <summary>A run in a folder; the newest of its checkpoints that is whole, if there is one, is where it continues.</summary>
    /// <param name="folder">The folder, held by this process.</param>
    /// <param name="training">The training as the settings of the folder's record, or changed ones, make it.</param>
    /// <param name="clock">Tells the time.</param>
    /// <exception cref="DataFileException">The data are not those that the run began with.</exception>
    /// <exception cref="StorageException">The folder cannot be read, or an older version of the program made it.</exception>
    public TrainingRun(RunFolder folder, Training training, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(clock);
        RequireCurrent(folder);
        _folder = folder;
        _clock = clock;
        Training = training;
        string found = training.Data.Fingerprint, expected = folder.Record.DataFingerprint;
        if (found != expected)
            throw new DataFileException(folder.Record.Data,
                $"is not what the run began with: the SHA-256 of its content begins with {Start(found)}, that of the run's data with {Start(expected)}. Put " +
                "the old data back, or start a new run.");
        CheckpointSearch search = folder.LatestCheckpoint();
        _checkpoint = search.Latest;
        Damaged = search.Damaged;
    }

    /// <summary>What is trained, and how.</summary>
    public Training Training { get; }

    /// <summary>The step from which it continues; 0 at the beginning.</summary>
    public long FirstStep => _checkpoint?.Step ?? 0;

    /// <summary>The stage in which it continues, from 0.</summary>
    public int FirstStage => _checkpoint is null ? 0 : Checkpointer.StageOf(_checkpoint, Training);

    /// <summary>What was wrong with checkpoints that had to be skipped, newest first.</summary>
    public IReadOnlyList<string> Damaged { get; }

    /// <summary>The name of the stage in which the run of a folder stands; null before its first checkpoint.</summary>
    public static string? StageAt(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return folder.LatestCheckpoint().Latest is { } checkpoint ? Checkpointer.StageNameOf(checkpoint) : null;
    }

    /// <summary>What <c>run.json</c> says of a training that is about to begin.</summary>
    /// <param name="training">The training.</param>
    /// <param name="data">The name or path of the data, as the user gave it.</param>
    /// <param name="computer">What the speed and the last bits of the results depend on.</param>
    public static RunRecord RecordOf(Training training, string data, IReadOnlyDictionary<string, string> computer)
    {
        ArgumentNullException.ThrowIfNull(training);
        return new RunRecord
        {
            Machine = training.Model.Describe(),
            Settings = training.Kind.Settings.Write(training.Settings),
            Seed = training.Settings.Seed,
            Data = data,
            DataFingerprint = training.Data.Fingerprint,
            ProgramVersion = ProgramVersion.Text,
            Computer = computer,
        };
    }

    /// <summary>Refuses to continue a run that an older version of the program made.</summary>
    /// <exception cref="StorageException">It is one.</exception>
    public static void RequireCurrent(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        RunRecord record = folder.Record;
        if (record.Version < new RunRecord { Machine = default, Settings = default, Seed = 0, Data = "", DataFingerprint = "", ProgramVersion = "" }.Version)
        {
            throw new StorageException(folder.View.Folder.Root,
                $"{Quotation.Of(folder.View.Folder.Root)} was made by version {record.ProgramVersion} of the program, whose checkpoints have another layout. " +
                    "Its model, if it has one, can be used as it is; continue the run with that version, or start a new one.");
        }
    }

    /// <summary>Trains to the end, or until someone wants to stop, and writes the model.</summary>
    /// <param name="watchers">Who watches as well; one that fails is switched off, and the training goes on.</param>
    /// <param name="warn">Receives a message when a watcher is switched off.</param>
    /// <param name="cancel">Asks to stop after the step at hand; the run can be continued later.</param>
    /// <exception cref="DivergedException">The parameters are no longer finite; the last checkpoint is from before.</exception>
    /// <exception cref="StorageException">Something could not be written; the last checkpoint is whole.</exception>
    /// <exception cref="ModelFileException">The checkpoint does not fit the settings.</exception>
    public TrainingOutcome Run(IReadOnlyList<TrainingObserver> watchers, Action<string>? warn = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(watchers);
        long begun = _clock.GetTimestamp();
        TimeSpan before = _checkpoint is null ? TimeSpan.Zero : Checkpointer.ElapsedAt(_checkpoint);
        TimeSpan Elapsed() => before + _clock.GetElapsedTime(begun);

        TrainingPosition? from = _checkpoint is null ? null : Checkpointer.PositionOf(_checkpoint, Training);
        _folder.KeepMetricsUpTo(FirstStep);
        _folder.Update(record => record with { Settings = Training.Kind.Settings.Write(Training.Settings), State = RunState.Running, Message = null });
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

    private static string Start(string fingerprint) => fingerprint[..Math.Min(12, fingerprint.Length)];

    /// <summary>Notes in the run why the training ended, where that was trouble.</summary>
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
                $"its checkpoint of step {FirstStep} does not fit its settings: {exception.Message} Start a new run.", innerException: exception);
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
            // The disk that refuses this note is most likely the trouble that is reported already.
        }

        return false;
    }
}
