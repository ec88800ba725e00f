namespace Harmonium.Learning.Schedules;

/// <summary>A straight line over the whole training, level before <paramref name="Start"/>.</summary>
/// <param name="From">The value at the start.</param>
/// <param name="To">The value at the end.</param>
/// <param name="Start">The share of the training, 0 to 1, after which the line leaves <paramref name="From"/>.</param>
public sealed record LinearSchedule(double From, double To, double Start = 0) : Schedule
{
    /// <inheritdoc/>
    public override double At(TrainingTime time) =>
        Start >= 1 ? From : From + ((To - From) * Math.Clamp((time.Progress - Start) / (1 - Start), 0, 1));
}
