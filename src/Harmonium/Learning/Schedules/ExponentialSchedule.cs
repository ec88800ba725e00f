namespace Harmonium.Learning.Schedules;

/// <summary>From · (To / From)^progress: the same factor in every epoch, constant before <paramref name="Start"/>.</summary>
/// <param name="From">The value at the start, above 0.</param>
/// <param name="To">The value at the end, above 0.</param>
/// <param name="Start">The fraction of the training, 0 to 1, after which the value leaves <paramref name="From"/>.</param>
public sealed record ExponentialSchedule(double From, double To, double Start = 0) : Schedule
{
    /// <inheritdoc/>
    public override double At(TrainingTime time) =>
        Start >= 1 ? From : From * Math.Pow(To / From, Math.Clamp((time.Progress - Start) / (1 - Start), 0, 1));
}
