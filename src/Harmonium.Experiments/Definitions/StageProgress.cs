using Harmonium.Learning;

namespace Harmonium.Experiments.Definitions;

/// <summary>Reports the progress of a training as progress of the experiment.</summary>
internal sealed class StageProgress(ExperimentContext context, string name) : TrainingObserver
{
    private string _stage = name;

    public override void StageBegins(StageStart stage) => _stage = stage.Count == 1 ? name : $"{name}, {stage.Name}";

    public override void AfterStep(TrainingStep step)
    {
        // Reports are frequent enough for a display and too rare to affect speed.
        if (step.Time.Step % 50 == 0)
            context.Report(_stage, step.Time.Progress, $"epoch {Math.Ceiling(step.Time.Epoch):F0}");
    }
}
