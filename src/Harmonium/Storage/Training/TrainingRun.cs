using System.Text.Json;
using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Learning;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Storage.Training;

/// <summary>
/// A training that keeps itself in a run folder: begun there, or gone on with exactly where its last checkpoint stands. Killed at any
/// moment and run again, it ends with the bytes of a training that nobody disturbed.
/// </summary>
public sealed class TrainingRun
{
    private readonly RunFolder _folder;
    private readonly TimeProvider _clock;
    private readonly Checkpoint? _checkpoint;

    /// <summary>A run in a folder; the newest of its checkpoints that is whole, if there is one, is where it goes on.</summary>
    /// <param name="folder">The folder, held by this process.</param>
    /// <param name="training">The training as the settings of the folder's record, or changed ones, make it.</param>
    /// <param name="clock">Tells the time.</param>
    /// <exception cref="DataFileException">The data are not those that the run began with.</exception>
    /// <exception cref="StorageException">The folder cannot be read.</exception>
    public TrainingRun(RunFolder folder, Training training, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(clock);
        _folder = folder;
        _clock = clock;
        Training = training;
        string found = training.DataFingerprint, expected = folder.Record.DataFingerprint;
        if (found != expected)
            throw new DataFileException(folder.Record.Data, $"is not what the run began with: the SHA-256 of its content begins with {Start(found)}, that of the run's data with {Start(expected)}. Put the old data back, or start a new run.");
        CheckpointSearch search = folder.LatestCheckpoint();
        _checkpoint = search.Latest;
        Damaged = search.Damaged;
    }

    /// <summary>What is trained, and how.</summary>
    public Training Training { get; }

    /// <summary>The step from which it goes on; 0 at the beginning.</summary>
    public long FirstStep => _checkpoint?.Step ?? 0;

    /// <summary>What was wrong with checkpoints that had to be passed over, newest first.</summary>
    public IReadOnlyList<string> Damaged { get; }

    /// <summary>What <c>run.json</c> says of a training that is about to begin.</summary>
    /// <param name="training">The training.</param>
    /// <param name="data">The name or path of the data, as the user gave it.</param>
    /// <param name="computer">What the speed and the last bits of the results depend on.</param>
    public static RunRecord RecordOf(Training training, string data, IReadOnlyDictionary<string, string> computer)
    {
        ArgumentNullException.ThrowIfNull(training);
        return new RunRecord
        {
            Machine = training.DescribeMachine(),
            Settings = training.SettingsJson(),
            Seed = training.Schedule.Seed,
            Data = data,
            DataFingerprint = training.DataFingerprint,
            ProgramVersion = ProgramVersion.Text,
            Computer = computer,
        };
    }

    /// <summary>Trains to the end, or until someone wants to stop, and writes the model.</summary>
    /// <param name="watchers">Who watches besides; they never change what is learnt.</param>
    /// <param name="cancel">Asks to stop after the step at hand; the run can go on later.</param>
    /// <exception cref="DivergedException">The parameters left the numbers; the last checkpoint is from before.</exception>
    /// <exception cref="StorageException">Something could not be written; the last checkpoint is whole.</exception>
    /// <exception cref="ModelFileException">The checkpoint does not fit the settings.</exception>
    public TrainingOutcome Run(IReadOnlyList<TrainingObserver> watchers, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(watchers);
        long begun = _clock.GetTimestamp();
        TimeSpan before = _checkpoint is null ? TimeSpan.Zero : Checkpointer.ElapsedAt(_checkpoint);
        TimeSpan Elapsed() => before + _clock.GetElapsedTime(begun);

        TrainingObserver[] remembering = Training.Stopping is { } stopping ? [stopping] : [];
        Checkpointer checkpointer = new(_folder, Training.Schedule, Training.Learner.StepsPerEpoch, remembering, Elapsed);
        if (_checkpoint is not null)
            Restore(checkpointer, _checkpoint);
        _folder.KeepMetricsUpTo(FirstStep);
        JsonElement settings = Training.SettingsJson();
        _folder.Update(record => record with { Settings = settings, State = RunState.Running, Message = null });

        LastStep last = new(FirstStep);
        TrainingObserver[] observers = [new DivergenceGuard(), last, new MetricsRecorder(_folder, Elapsed), .. remembering, .. watchers, checkpointer];
        Trainer trainer = new(Training.Learner, Training.Schedule.Epochs, Training.Metrics(), observers);
        StopReason reason = Guarded(() => trainer.Run(FirstStep, cancel));
        return Finish(reason, last.Step, Elapsed());
    }

    private static string Start(string fingerprint) => fingerprint[..Math.Min(12, fingerprint.Length)];

    private void Restore(Checkpointer checkpointer, Checkpoint checkpoint)
    {
        try
        {
            checkpointer.Restore(checkpoint, Training.Learner, Training.Device);
        }
        catch (Exception exception) when (exception is ArgumentException or KeyNotFoundException)
        {
            throw new ModelFileException(_folder.View.Folder.Root, $"its checkpoint of step {checkpoint.Step} does not fit its settings: {exception.Message} Start a new run.", innerException: exception);
        }
    }

    /// <summary>Notes in the run why the training ended, where that was trouble.</summary>
    private StopReason Guarded(Func<StopReason> train)
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

    private TrainingOutcome Finish(StopReason reason, long steps, TimeSpan elapsed)
    {
        int epochs = (int)(steps / Training.Learner.StepsPerEpoch);
        if (reason == StopReason.Cancelled)
        {
            _folder.Update(record => record with { State = RunState.Interrupted });
            return new TrainingOutcome(reason, epochs, steps, elapsed, null);
        }

        string sha256 = _folder.SaveModel(Training.ModelAfter(epochs, steps));
        _folder.Update(record => record with { State = RunState.Done });
        return new TrainingOutcome(reason, epochs, steps, elapsed, sha256);
    }

    private sealed class LastStep(long first) : TrainingObserver
    {
        internal long Step { get; private set; } = first;

        public override void AtEnd(TrainingTime time, Learner learner, StopReason reason) => Step = time.Step;
    }
}
