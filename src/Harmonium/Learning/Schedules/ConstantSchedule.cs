namespace Harmonium.Learning.Schedules;

/// <summary>A constant value.</summary>
/// <param name="Value">The value.</param>
internal sealed record ConstantSchedule(double Value) : Schedule
{
    /// <inheritdoc/>
    public override double At(TrainingTime time) => Value;
}
