namespace Harmonium.Learning.Schedules;

/// <summary>From / (1 + epoch / HalfLife): the decay that stochastic approximation asks for (Robbins &amp; Monro 1951).</summary>
/// <param name="From">The value at the start.</param>
/// <param name="HalfLife">The epochs after which half is left.</param>
public sealed record InverseTimeSchedule(double From, double HalfLife) : Schedule
{
    /// <inheritdoc/>
    public override double At(TrainingTime time) => From / (1 + (time.Epoch / HalfLife));
}
