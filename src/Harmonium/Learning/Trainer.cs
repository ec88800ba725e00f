using Harmonium.Errors;

namespace Harmonium.Learning;

/// <summary>The training loop: train one step and notify the observers; after each epoch compute the metrics and notify the observers.</summary>
public sealed class Trainer
{
    private readonly Learner _learner;
    private readonly int _epochs;
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly IReadOnlyList<TrainingObserver> _observers;

    /// <summary>Creates a trainer.</summary>
    /// <param name="learner">The learner to train.</param>
    /// <param name="epochs">The number of epochs, at least 0.</param>
    /// <param name="metrics">The metrics computed after each epoch.</param>
    /// <param name="observers">The observers, in the order in which they are notified.</param>
    public Trainer(Learner learner, int epochs, IReadOnlyList<Metric> metrics, params IReadOnlyList<TrainingObserver> observers)
    {
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(observers);
        _learner = learner;
        _epochs = epochs;
        _metrics = metrics;
        _observers = observers;
    }

    /// <summary>Trains from a step to the end, or until an observer or the token stops the training.</summary>
    /// <param name="firstStep">The first step: 0, or the number of steps before a checkpoint.</param>
    /// <param name="cancel">Stops the training after the current step.</param>
    /// <returns>Why the training stopped.</returns>
    /// <exception cref="DivergedException">A guard found parameters that are too large or not finite.</exception>
    public StopReason Run(long firstStep = 0, CancellationToken cancel = default)
    {
        long step = firstStep, steps = (long)_epochs * _learner.StepsPerEpoch;
        bool enough = _observers.Any(observer => observer.WantsToStop); // an observer restored from a checkpoint may already want to stop
        for (; step < steps && !enough && !cancel.IsCancellationRequested; step++)
        {
            StepReport report = _learner.Step(TimeAt(step));
            TrainingTime after = TimeAt(step + 1);
            TrainingStep made = new(after, _learner, report);
            foreach (TrainingObserver observer in _observers)
                observer.AfterStep(made);
            if (after.Step % _learner.StepsPerEpoch == 0)
                AfterEpoch(after, report);
            enough = _observers.Any(observer => observer.WantsToStop);
        }

        StopReason reason = enough ? StopReason.StoppedEarly : step < steps ? StopReason.Canceled : StopReason.Completed;
        foreach (TrainingObserver observer in _observers)
            observer.AtEnd(TimeAt(step), _learner, reason);
        if (reason != StopReason.Canceled)
            _learner.Finish();
        return reason;
    }

    private TrainingTime TimeAt(long step) => new(step, (double)step / _learner.StepsPerEpoch, _epochs);

    private void AfterEpoch(TrainingTime time, StepReport report)
    {
        int number = (int)(time.Step / _learner.StepsPerEpoch);
        Dictionary<string, double> metrics = [];
        foreach (Metric metric in _metrics)
            metrics.Add(metric.Name, metric.Measure(number));
        TrainingEpoch epoch = new(time, _learner, metrics, report);
        foreach (TrainingObserver observer in _observers)
            observer.AfterEpoch(epoch);
    }
}
