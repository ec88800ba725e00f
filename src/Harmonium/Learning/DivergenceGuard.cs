using Harmonium.Errors;

namespace Harmonium.Learning;

/// <summary>
/// Stops the training when a parameter is not finite or its magnitude exceeds <see cref="Limit"/>, times the largest magnitude at the beginning of the stage if
/// that is above 1: data in large units have large parameters.
/// </summary>
public sealed class DivergenceGuard : TrainingObserver
{
    private string _stage = "";
    private double _largest = 1;

    /// <summary>The largest magnitude allowed for a parameter. Weights of binary units saturate them beyond 100 already.</summary>
    public double Limit { get; init; } = 1e4;

    /// <inheritdoc/>
    public override void StageBegins(StageStart stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        _stage = stage.Count > 1 ? $" of the stage {stage.Name}" : "";
        _largest = stage.Learner.Parameters.Max(parameter => Math.Max(1.0, parameter.Values.LargestMagnitude()));
    }

    /// <inheritdoc/>
    /// <exception cref="DivergedException">A parameter exceeds the limit or is not finite.</exception>
    public override void AfterStep(TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        float largest = step.Report.LargestParameter;
        double limit = Limit * _largest;
        if (largest <= limit)
            return;
        string found = float.IsFinite(largest) ? $"a parameter reached {largest:G3} (limit {limit:G3})" : "a parameter is no longer a finite number";
        double rate = step.Report.LearningRate;
        throw new DivergedException(
            step.Time.Step,
            $"The training diverged: {found} at step {step.Time.Step}{_stage}. Lower the learning rate (now {rate:G3}): restart, or resume from the last " +
                $"checkpoint, with `learningRate={rate / 10:G3}`; " +
            "also check the data for values far outside [0, 1].");
    }
}
