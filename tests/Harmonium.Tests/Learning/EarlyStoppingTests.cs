using Harmonium.Learning;
using Harmonium.Numerics;

namespace Harmonium.Tests;

public sealed class EarlyStoppingTests
{
    private readonly List<string> _log = [];

    [Theory]
    [InlineData(false, new[] { 3.0, 2, 2.5, 2.5, 1 }, 2, 4)]
    [InlineData(true, new[] { -3.0, -2, -2.5, -2, -1 }, 2, 4)]
    [InlineData(true, new[] { 1.0, 2, 3, 2.9, 4 }, 5, 5)]
    public void The_best_parameters_are_kept_and_the_training_ends_when_patience_does(bool higher, double[] values, int best, int last)
    {
        ScriptedLearner learner = new(2, _log);
        EarlyStopping stopping = new("x", patience: 2, higher);

        StopReason reason = new Trainer(learner, 5, [Scripted(values)], stopping).Run(cancel: TestContext.Current.CancellationToken);

        Assert.Equal(last < 5 ? StopReason.StoppedEarly : StopReason.Completed, reason);
        Assert.Equal(best, stopping.BestEpoch);
        Assert.Equal(values[best - 1], stopping.BestValue, 1e-6);
        Assert.Equal(2 * last, learner.Times.Count);
        Assert.Equal(2 * best, learner.Value);
    }

    [Fact]
    public void The_best_parameters_are_restored_at_the_last_epoch_too()
    {
        ScriptedLearner learner = new(2, _log);

        Assert.Equal(StopReason.Completed,
            new Trainer(learner, 3, [Scripted([1, 3, 2])], new EarlyStopping("x", patience: 5, higherIsBetter: true))
            .Run(cancel: TestContext.Current.CancellationToken));

        Assert.Equal(4, learner.Value);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(7)]
    public void The_state_continues_after_a_stop(int cut)
    {
        double[] values = [1, 2, 1.5, 1.2, 5];
        ScriptedLearner learner = new(2, _log);
        EarlyStopping before = new("x", patience: 2, higherIsBetter: true), after = new("x", patience: 2, higherIsBetter: true);
        using CancellationTokenSource source = new();
        WritingObserver canceling = new("a", _log, step =>
        {
            if (step == cut)
                source.Cancel();
            return false;
        });
        Assert.Equal(StopReason.Canceled, new Trainer(learner, 5, [Scripted(values)], before, canceling).Run(cancel: source.Token));
        Assert.Equal(cut, learner.Value);

        after.LoadState(before.SaveState().ToDictionary(pair => pair.Key, pair => pair.Value.Clone()));
        StopReason reason = new Trainer(learner, 5, [Scripted(values)], after).Run(firstStep: cut, TestContext.Current.CancellationToken);

        Assert.Equal((StopReason.StoppedEarly, 2, 4f), (reason, after.BestEpoch, learner.Value));
    }

    [Fact]
    public void A_training_that_had_stopped_stays_stopped()
    {
        double[] values = [2, 1, 1, 5];
        EarlyStopping before = new("x", patience: 2, higherIsBetter: true), after = new("x", patience: 2, higherIsBetter: true);
        new Trainer(new ScriptedLearner(2, _log), 4, [Scripted(values)], before).Run(cancel: TestContext.Current.CancellationToken);
        after.LoadState(before.SaveState());
        ScriptedLearner learner = new(2, _log);

        Assert.Equal(StopReason.StoppedEarly, new Trainer(learner, 4, [Scripted(values)], after).Run(firstStep: 6, TestContext.Current.CancellationToken));

        Assert.Empty(learner.Times);
        Assert.Equal(2, learner.Value);
    }

    [Fact]
    public void A_first_value_of_NaN_does_not_stay_the_best_value()
    {
        ScriptedLearner learner = new(1, _log);
        EarlyStopping stopping = new("x", patience: 2, higherIsBetter: true);

        new Trainer(learner, 3, [Scripted([double.NaN, 1, 2])], stopping).Run(cancel: TestContext.Current.CancellationToken);

        Assert.Equal((3, 2.0), (stopping.BestEpoch, stopping.BestValue));
    }

    [Fact]
    public void An_unknown_metric_is_reported_with_the_available_ones() =>
        Assert.Contains("'y', but this training does not compute it. Available metrics: x",
            Assert.Throws<InvalidOperationException>(() =>
                new Trainer(new ScriptedLearner(1, _log), 1, [Scripted([1])], new EarlyStopping("y", 1, true))
                .Run(cancel: TestContext.Current.CancellationToken)).Message);

    [Fact]
    public void A_state_without_its_values_is_refused() =>
        Assert.Contains("'stopping'", Assert.Throws<ArgumentException>(() => new EarlyStopping("x", 1, true).LoadState(new Dictionary<string, Tensor>())).Message);

    private static Metric Scripted(double[] values) => new("x", epoch => values[epoch - 1]);
}
