using Harmonium.Learning;
using Harmonium.Learning.Schedules;

namespace Harmonium.Tests;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(29.9, 1.0)]
    [InlineData(30, 0.1)]
    [InlineData(61, 0.01)]
    public void Steps_are_level_and_then_lower(double epoch, double expected) => Assert.Equal(expected, new StepSchedule(1, 0.1, 30).At(At(epoch)), 1e-12);

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(50, 0.6)]
    [InlineData(100, 0.2)]
    public void Half_a_cosine_goes_from_the_first_to_the_last_value(double epoch, double expected) =>
        Assert.Equal(expected, new CosineSchedule(1, 0.2).At(At(epoch)), 1e-12);

    [Theory]
    [InlineData(0, 0.04)]
    [InlineData(15, 0.52)]
    [InlineData(30, 1.0)]
    [InlineData(65, 0.50005)]
    [InlineData(100, 0.0001)]
    public void One_cycle_rises_to_the_peak_and_falls_away(double epoch, double expected) =>
        Assert.Equal(expected, new OneCycleSchedule(1).At(At(epoch)), 1e-12);

    [Fact]
    public void A_number_is_constant()
    {
        Schedule schedule = 0.25;

        Assert.Equal(0.25, schedule.At(At(0)));
        Assert.Equal(0.25, schedule.At(At(100)));
    }

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(50, 0.6)]
    [InlineData(75, 0.4)]
    [InlineData(100, 0.2)]
    [InlineData(150, 0.2)]
    public void A_line_goes_from_the_first_to_the_last_value(double epoch, double expected) =>
        Assert.Equal(expected, new LinearSchedule(1, 0.2).At(At(epoch)), 1e-12);

    [Theory]
    [InlineData(40, 1.0)]
    [InlineData(50, 1.0)]
    [InlineData(75, 0.6)]
    [InlineData(100, 0.2)]
    public void A_line_with_a_start_is_level_before_it(double epoch, double expected) =>
        Assert.Equal(expected, new LinearSchedule(1, 0.2, Start: 0.5).At(At(epoch)), 1e-12);

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(50, 0.01)]
    [InlineData(100, 0.001)]
    public void An_exponential_schedule_falls_by_the_same_factor_in_every_epoch(double epoch, double expected) =>
        Assert.Equal(expected, new ExponentialSchedule(0.1, 0.001).At(At(epoch)), 1e-12);

    [Theory]
    [InlineData(20, 0.1)]
    [InlineData(60, 0.01)]
    public void An_exponential_schedule_with_a_start_is_level_before_it(double epoch, double expected) =>
        Assert.Equal(expected, new ExponentialSchedule(0.1, 0.001, Start: 0.2).At(At(epoch)), 1e-12);

    [Fact]
    public void A_start_at_the_end_leaves_the_first_value()
    {
        Assert.Equal(1, new LinearSchedule(1, 0, Start: 1).At(At(100)));
        Assert.Equal(1, new ExponentialSchedule(1, 0.1, Start: 1).At(At(100)));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(10, 0.25)]
    [InlineData(30, 0.125)]
    public void Inverse_time_halves_at_its_half_life(double epoch, double expected) =>
        Assert.Equal(expected, new InverseTimeSchedule(0.5, HalfLife: 10).At(At(epoch)), 1e-12);

    [Theory]
    [InlineData(4.99, 0.5)]
    [InlineData(5, 0.9)]
    public void A_switch_changes_at_its_epoch(double epoch, double expected) =>
        Assert.Equal(expected, new SwitchSchedule(0.5, 0.9, AtEpoch: 5).At(At(epoch)));

    [Fact]
    public void A_training_of_no_epochs_is_done() => Assert.Equal(1, new TrainingTime(0, 0, 0).Progress);

    private static TrainingTime At(double epoch) => new(0, epoch, 100);
}
