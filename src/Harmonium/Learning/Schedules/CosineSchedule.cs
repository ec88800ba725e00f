namespace Harmonium.Learning.Schedules;

/// <summary>Half a cosine from the first value to the last (Loshchilov &amp; Hutter 2017): it changes slowly at both ends.</summary>
/// <param name="From">The value at the start.</param>
/// <param name="To">The value at the end.</param>
public sealed record CosineSchedule(double From, double To = 0) : Schedule
{
    /// <inheritdoc/>
    public override double At(TrainingTime time) => To + ((From - To) * 0.5 * (1 + Math.Cos(Math.PI * time.Progress)));
}
