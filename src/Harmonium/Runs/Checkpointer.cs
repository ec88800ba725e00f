using System.Globalization;
using Harmonium.Learning;
using Harmonium.Numerics;
using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;
using Harmonium.Storage.Files;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Runs;

/// <summary>
/// Saves checkpoints. A checkpoint holds the parameters that earlier stages trained, the state of the current learner, and the state of early
/// stopping. The checkpointer must be the last observer, so that a checkpoint after an epoch includes what the other observers changed in that epoch.
/// </summary>
internal sealed class Checkpointer(RunFolder folder, Training training, Func<TimeSpan> elapsed, long saved) : TrainingObserver
{
    private const string Seconds = "seconds", Stage = "stage", FirstStep = "stageStart", StoppingPart = "stopping.";
    private StageStart? _stage;
    private long _saved = saved;

    /// <summary>The time spent training before a checkpoint.</summary>
    internal static TimeSpan ElapsedAt(Checkpoint checkpoint) =>
        double.TryParse(checkpoint.State.Metadata.GetValueOrDefault(Seconds), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            && seconds is >= 0 and < 1e9
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.Zero;

    /// <summary>The name of the stage that a checkpoint belongs to.</summary>
    internal static string StageNameOf(Checkpoint checkpoint) => checkpoint.State.Metadata.GetValueOrDefault(Stage, "");

    /// <summary>The index of the stage that a checkpoint belongs to, from 0.</summary>
    internal static int StageOf(Checkpoint checkpoint, Training training)
    {
        string name = StageNameOf(checkpoint);
        int stage = training.Stages.ToList().FindIndex(each => each.Name == name);
        return stage >= 0 ? stage : throw new ModelFileException("",
            $"the checkpoint of step {checkpoint.Step} belongs to the stage {Quotation.Of(name)}, but the settings define the stages " +
            $"{string.Join(", ", training.Stages.Select(each => each.Name))}. Start a new run.");
    }

    /// <summary>The position in the training at which a checkpoint was saved.</summary>
    internal static TrainingPosition PositionOf(Checkpoint checkpoint, Training training)
    {
        Dictionary<string, Tensor> state = [], memory = [];
        foreach ((string name, Tensor values) in checkpoint.State.Tensors)
        {
            if (name.StartsWith(StoppingPart, StringComparison.Ordinal))
                memory.Add(name[StoppingPart.Length..], values.To(training.Model.Device));
            else
                state.Add(name, values.To(training.Model.Device));
        }

        long first = long.TryParse(checkpoint.State.Metadata.GetValueOrDefault(FirstStep), NumberStyles.None, CultureInfo.InvariantCulture, out long step)
            ? step : 0;
        return new TrainingPosition(StageOf(checkpoint, training), checkpoint.Step, first, state, memory);
    }

    /// <inheritdoc/>
    public override void StageBegins(StageStart stage) => _stage = stage;

    /// <inheritdoc/>
    public override void StageEnds(StageStart stage)
    {
        if (stage.Number + 1 < stage.Count)
            Save(stage.Number + 1, stage.FirstStep, stage.FirstStep, null, null);
    }

    /// <inheritdoc/>
    public override void AfterStep(TrainingStep step)
    {
        // The last step of an epoch is saved in AfterEpoch, once the metrics are computed and all observers have seen the epoch.
        if (step.Time.Step % _stage!.Learner.StepsPerEpoch != 0 && IsDue(step.Time.Step))
            Save(step.Time);
    }

    /// <inheritdoc/>
    public override void AfterEpoch(TrainingEpoch epoch)
    {
        if (epoch.Number % Schedule.CheckpointEvery == 0 || IsDue(epoch.Time.Step))
            Save(epoch.Time);
    }

    /// <inheritdoc/>
    public override void AtEnd(TrainingTime time, Learner learner, StopReason reason)
    {
        if (_saved != _stage!.FirstStep + time.Step)
            Save(time);
    }

    private ScheduleSettings Schedule => training.Stages[_stage!.Number].Schedule;

    private bool IsDue(long step) => Schedule.CheckpointSteps is { } every && step % every == 0;

    private void Save(TrainingTime time) => Save(_stage!.Number, _stage.FirstStep, _stage.FirstStep + time.Step, _stage.Learner, _stage.Stopping);

    private void Save(int stage, long first, long step, Learner? learner, EarlyStopping? stopping)
    {
        Dictionary<string, Tensor> tensors = TrainingPosition.StateOf(training, stage, learner);
        if (stopping is not null)
        {
            foreach ((string name, Tensor values) in stopping.SaveState())
                tensors.Add(StoppingPart + name, values);
        }

        Dictionary<string, string> strings = new(StringComparer.Ordinal)
        {
            [Seconds] = elapsed().TotalSeconds.ToString("R", CultureInfo.InvariantCulture),
            [Stage] = training.Stages[stage].Name,
            [FirstStep] = first.ToString(CultureInfo.InvariantCulture),
        };
        folder.SaveCheckpoint(new Checkpoint(step, new TensorFile(tensors, strings)));
        _saved = step;
    }
}
