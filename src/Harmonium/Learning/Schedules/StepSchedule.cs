namespace Harmonium.Learning.Schedules;

/// <summary>From · factor^⌊epoch / every⌋: constant, with a change after every so many epochs.</summary>
/// <param name="From">The value at the start.</param>
/// <param name="Factor">The factor applied at each change, such as 0.1.</param>
/// <param name="Every">The number of epochs between two changes, above 0.</param>
internal sealed record StepSchedule(double From, double Factor, double Every) : Schedule
{
    /// <inheritdoc/>
    public override double At(TrainingTime time) => From * Math.Pow(Factor, Math.Floor(time.Epoch / Every));
}
