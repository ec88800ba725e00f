using Harmonium.Errors;

namespace Harmonium.Learning;

/// <summary>Stops a training at the step at which a parameter is not a number, infinite, or larger than makes sense.</summary>
public sealed class DivergenceGuard : TrainingObserver
{
    private string _stage = "";

    /// <summary>The largest magnitude that a parameter may have; weights of binary units beyond 100 saturate them already.</summary>
    public double Limit { get; init; } = 1e4;

    /// <inheritdoc/>
    public override void StageBegins(StageStart stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        _stage = stage.Count > 1 ? $" of the stage {stage.Name}" : "";
    }

    /// <inheritdoc/>
    /// <exception cref="DivergedException">A parameter is beyond the limit.</exception>
    public override void AfterStep(TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        float largest = step.Report.LargestParameter;
        if (largest <= Limit)
            return;
        string found = float.IsFinite(largest) ? $"a parameter grew to {largest:G3}, beyond {Limit:G3}," : "a parameter stopped being a finite number";
        double rate = step.Report.LearningRate;
        throw new DivergedException(
            step.Time.Step,
            $"The training diverged: {found} at step {step.Time.Step}{_stage}. Lower the learning rate (now {rate:G3}): start again, or resume from the last " +
                $"checkpoint, with `learningRate={rate / 10:G3}`; " +
            "and check the data for values far outside [0, 1].");
    }
}
