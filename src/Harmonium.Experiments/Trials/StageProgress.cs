using Harmonium.Experiments.Definitions;
using Harmonium.Learning;

namespace Harmonium.Experiments.Trials;

/// <summary>Tells an experiment's progress from the training's.</summary>
internal sealed class StageProgress(ExperimentContext context, string stage) : TrainingObserver
{
    public override void AfterStep(TrainingStep step)
    {
        // Often enough to look alive, seldom enough to cost nothing.
        if (step.Time.Step % 50 == 0)
            context.Report(stage, step.Time.Progress, $"epoch {Math.Ceiling(step.Time.Epoch):F0}");
    }
}
