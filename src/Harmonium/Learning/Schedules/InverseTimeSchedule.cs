namespace Harmonium.Learning.Schedules;

/// <summary>From / (1 + epoch / HalfLife): the decay required by stochastic approximation (Robbins &amp; Monro 1951).</summary>
/// <param name="From">The value at the start.</param>
/// <param name="HalfLife">The number of epochs after which the value is half of <paramref name="From"/>.</param>
internal sealed record InverseTimeSchedule(double From, double HalfLife) : Schedule
{
    /// <inheritdoc/>
    public override double At(TrainingTime time) => From / (1 + (time.Epoch / HalfLife));
}
