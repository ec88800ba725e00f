using Harmonium.Learning;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Tests;

public sealed class TrainerTests
{
    private readonly List<string> _log = [];

    [Fact]
    public void Observers_see_steps_epochs_and_the_end_before_the_training_is_finished()
    {
        ScriptedLearner learner = new(2, _log);

        StopReason reason = new Trainer(learner, 2, [Twice("x"), Twice("y")], new WritingObserver("a", _log), new WritingObserver("b", _log))
            .Run(cancel: TestContext.Current.CancellationToken);

        Assert.Equal(StopReason.Completed, reason);
        Assert.Equal(
        [
            "step 0", "a: after step 1", "b: after step 1",
            "step 1", "a: after step 2", "b: after step 2",
            "measure x", "measure y", "a: after epoch 1 x=2 y=2", "b: after epoch 1 x=2 y=2",
            "step 2", "a: after step 3", "b: after step 3",
            "step 3", "a: after step 4", "b: after step 4",
            "measure x", "measure y", "a: after epoch 2 x=4 y=4", "b: after epoch 2 x=4 y=4",
            "a: end at 4 Completed", "b: end at 4 Completed", "finish",
        ], _log);
    }

    [Fact]
    public void The_time_of_a_step_counts_the_steps_before_it()
    {
        ScriptedLearner learner = new(4, _log);

        new Trainer(learner, 2, []).Run(cancel: TestContext.Current.CancellationToken);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], learner.Times.Select(time => time.Step));
        Assert.Equal(1.25, learner.Times[5].Epoch);
        Assert.Equal(0.625, learner.Times[5].Progress);
    }

    [Fact]
    public void A_canceled_training_stops_after_the_current_step_and_resumes_from_there()
    {
        using CancellationTokenSource source = new();
        ScriptedLearner learner = new(2, _log);
        WritingObserver canceling = new("a", _log, step =>
        {
            if (step == 3)
                source.Cancel();
            return false;
        });

        Assert.Equal(StopReason.Canceled, new Trainer(learner, 3, [], canceling).Run(cancel: source.Token));
        Assert.Equal("a: end at 3 Canceled", _log[^1]);
        Assert.DoesNotContain("finish", _log);

        _log.Clear();
        Assert.Equal(StopReason.Completed, new Trainer(learner, 3, [Twice("x")]).Run(firstStep: 3, TestContext.Current.CancellationToken));
        Assert.Equal(["step 3", "measure x", "step 4", "step 5", "measure x", "finish"], _log);
    }

    [Fact]
    public void A_training_that_is_canceled_after_its_last_step_is_complete()
    {
        using CancellationTokenSource source = new();
        WritingObserver canceling = new("a", _log, step =>
        {
            if (step == 2)
                source.Cancel();
            return false;
        });

        Assert.Equal(StopReason.Completed, new Trainer(new ScriptedLearner(2, _log), 1, [], canceling).Run(cancel: source.Token));
        Assert.Equal("finish", _log[^1]);
    }

    [Fact]
    public void An_observer_that_wants_to_stop_ends_the_training_early_and_it_is_finished()
    {
        StopReason reason = new Trainer(new ScriptedLearner(2, _log), 3, [], new WritingObserver("a", _log, step => step >= 3))
            .Run(cancel: TestContext.Current.CancellationToken);

        Assert.Equal(StopReason.StoppedEarly, reason);
        Assert.Equal(["a: after step 3", "a: end at 3 StoppedEarly", "finish"], _log[^3..]);
    }

    [Fact]
    public void An_observer_that_wanted_to_stop_before_prevents_any_step()
    {
        Assert.Equal(StopReason.StoppedEarly,
            new Trainer(new ScriptedLearner(2, _log), 3, [], new WritingObserver("a", _log, _ => true))
            .Run(firstStep: 2, TestContext.Current.CancellationToken));
        Assert.Equal(["a: end at 2 StoppedEarly", "finish"], _log);
    }

    [Fact]
    public void No_epochs_are_complete_at_once_and_fewer_are_refused()
    {
        Assert.Equal(StopReason.Completed, new Trainer(new ScriptedLearner(2, _log), 0, []).Run(cancel: TestContext.Current.CancellationToken));
        Assert.Equal(["finish"], _log);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(new ScriptedLearner(2, _log), -1, []));
    }

    private Metric Twice(string name) => new(name, epoch =>
    {
        _log.Add($"measure {name}");
        return 2 * epoch;
    });
}
