namespace Harmonium.Learning.Schedules;

/// <summary>A quantity that changes in the course of a training, such as the learning rate or the momentum.</summary>
public abstract record Schedule
{
    /// <summary>The value at a time.</summary>
    public abstract double At(TrainingTime time);

    /// <summary>A number is the schedule that never changes.</summary>
    public static implicit operator Schedule(double value) => new ConstantSchedule(value);
}
