namespace Harmonium.Learning.Schedules;

/// <summary>Linear interpolation over the whole training, constant before <paramref name="Start"/>.</summary>
/// <param name="From">The value at the start.</param>
/// <param name="To">The value at the end.</param>
/// <param name="Start">The fraction of the training, 0 to 1, after which the value leaves <paramref name="From"/>.</param>
public sealed record LinearSchedule(double From, double To, double Start = 0) : Schedule
{
    /// <inheritdoc/>
    public override double At(TrainingTime time) =>
        Start >= 1 ? From : From + ((To - From) * Math.Clamp((time.Progress - Start) / (1 - Start), 0, 1));
}
