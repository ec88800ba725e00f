namespace Harmonium.Learning.Schedules;

/// <summary>One value before an epoch and another value after it, such as momentum 0.5, then 0.9 (Hinton 2010, section 9.1).</summary>
/// <param name="Before">The value before the epoch.</param>
/// <param name="After">The value from the epoch on.</param>
/// <param name="AtEpoch">The epoch of the change.</param>
internal sealed record SwitchSchedule(double Before, double After, double AtEpoch) : Schedule
{
    /// <inheritdoc/>
    public override double At(TrainingTime time) => time.Epoch < AtEpoch ? Before : After;
}
