using Harmonium.Learning;

namespace Harmonium.Experiments.Definitions;

/// <summary>Tells an experiment's progress from the training's.</summary>
internal sealed class StageProgress(ExperimentContext context, string name) : TrainingObserver
{
    private string _stage = "";

    public override void StageBegins(StageStart stage) => _stage = stage.Count == 1 ? name : $"{name}, {stage.Name}";

    public override void AfterStep(TrainingStep step)
    {
        // Often enough to look alive, seldom enough to cost nothing.
        if (step.Time.Step % 50 == 0)
            context.Report(_stage, step.Time.Progress, $"epoch {Math.Ceiling(step.Time.Epoch):F0}");
    }
}
