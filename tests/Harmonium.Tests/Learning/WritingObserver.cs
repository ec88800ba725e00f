using Harmonium.Learning;

namespace Harmonium.Tests;

/// <summary>Records the calls it receives, and stops the training after a step.</summary>
internal sealed class WritingObserver(string name, List<string> log, Func<long, bool>? stopsAfter = null) : TrainingObserver
{
    private long _step;

    public override bool WantsToStop => stopsAfter?.Invoke(_step) ?? false;

    public override void AfterStep(TrainingStep step)
    {
        _step = step.Time.Step;
        log.Add($"{name}: after step {step.Time.Step}");
    }

    public override void AfterEpoch(TrainingEpoch epoch) =>
        log.Add($"{name}: after epoch {epoch.Number} {string.Join(" ", epoch.Metrics.Select(metric => $"{metric.Key}={metric.Value}"))}");

    public override void AtEnd(TrainingTime time, Learner learner, StopReason reason) => log.Add($"{name}: end at {time.Step} {reason}");
}
