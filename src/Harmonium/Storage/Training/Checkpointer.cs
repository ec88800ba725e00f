using System.Globalization;
using Harmonium.Learning;
using Harmonium.Numerics;

namespace Harmonium.Storage.Training;

/// <summary>
/// Saves the whole state of a training: learner and observers. Stands last among the observers, so that what it saves after an epoch
/// holds what they have made of that epoch.
/// </summary>
internal sealed class Checkpointer(
    RunFolder folder, TrainingSchedule schedule, int stepsPerEpoch, IReadOnlyList<TrainingObserver> remembering, Func<TimeSpan> elapsed) : TrainingObserver
{
    private const string Seconds = "seconds";
    private long _saved = -1;

    /// <summary>The time spent training before a checkpoint.</summary>
    internal static TimeSpan ElapsedAt(Checkpoint checkpoint) =>
        checkpoint.State.Metadata.TryGetValue(Seconds, out string? text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
        && seconds is >= 0 and < 1e9
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.Zero;

    /// <summary>Takes a checkpoint back: the next step is the one that would have followed it.</summary>
    internal void Restore(Checkpoint checkpoint, Learner learner, Device device)
    {
        Dictionary<string, Tensor> learnt = [];
        Dictionary<string, Tensor>[] remembered = [.. remembering.Select(_ => new Dictionary<string, Tensor>())];
        foreach ((string name, Tensor values) in checkpoint.State.Tensors)
        {
            int owner = Array.FindIndex([.. Enumerable.Range(0, remembered.Length)], i => name.StartsWith(PrefixOf(i), StringComparison.Ordinal));
            if (owner < 0)
                learnt.Add(name, values.To(device));
            else
                remembered[owner].Add(name[PrefixOf(owner).Length..], values.To(device));
        }

        learner.Restore(learnt);
        for (int i = 0; i < remembered.Length; i++)
        {
            if (remembered[i].Count > 0)
                remembering[i].Recall(remembered[i]);
        }

        _saved = checkpoint.Step;
    }

    /// <inheritdoc/>
    public override void AfterStep(TrainingStep step)
    {
        // The last step of an epoch is saved after the epoch: its metrics and what observers remember of it belong to it.
        if (step.Time.Step % stepsPerEpoch != 0 && IsDue(step.Time.Step))
            Save(step.Time, step.Learner);
    }

    /// <inheritdoc/>
    public override void AfterEpoch(TrainingEpoch epoch)
    {
        if (epoch.Number % schedule.CheckpointEvery == 0 || IsDue(epoch.Time.Step))
            Save(epoch.Time, epoch.Learner);
    }

    /// <inheritdoc/>
    public override void AtEnd(TrainingTime time, Learner learner, StopReason reason)
    {
        if (_saved != time.Step)
            Save(time, learner);
    }

    private static string PrefixOf(int observer) => $"observer.{observer}.";

    private bool IsDue(long step) => schedule.CheckpointSteps is { } every && step % every == 0;

    private void Save(TrainingTime time, Learner learner)
    {
        Dictionary<string, Tensor> tensors = new(learner.State, StringComparer.Ordinal);
        for (int i = 0; i < remembering.Count; i++)
        {
            foreach ((string name, Tensor values) in remembering[i].Memory)
                tensors.Add(PrefixOf(i) + name, values);
        }

        Dictionary<string, string> strings = new(StringComparer.Ordinal) { [Seconds] = elapsed().TotalSeconds.ToString("R", CultureInfo.InvariantCulture) };
        folder.SaveCheckpoint(new Checkpoint(time.Step, new TensorFile(tensors, strings)));
        _saved = time.Step;
    }
}
