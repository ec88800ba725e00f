namespace Harmonium.Learning.Schedules;

/// <summary>A quantity that changes during training, such as the learning rate or the momentum.</summary>
public abstract record Schedule
{
    /// <summary>Returns the value at a time of the training.</summary>
    public abstract double At(TrainingTime time);

    /// <summary>Converts a number to a constant schedule.</summary>
    public static implicit operator Schedule(double value) => new ConstantSchedule(value);
}
