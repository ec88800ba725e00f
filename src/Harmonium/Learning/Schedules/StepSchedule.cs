namespace Harmonium.Learning.Schedules;

/// <summary>From · factor^⌊epoch / every⌋: level, and lower after every so many epochs.</summary>
/// <param name="From">The value at the start.</param>
/// <param name="Factor">What it is multiplied by at each step, such as 0.1.</param>
/// <param name="Every">The epochs between two steps, above 0.</param>
public sealed record StepSchedule(double From, double Factor, double Every) : Schedule
{
    /// <inheritdoc/>
    public override double At(TrainingTime time) => From * Math.Pow(Factor, Math.Floor(time.Epoch / Every));
}
