using Harmonium.Errors;

namespace Harmonium.Learning;

/// <summary>The loop that every training is: step, observe; after each epoch measure, observe.</summary>
public sealed class Trainer
{
    private readonly Learner _learner;
    private readonly int _epochs;
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly IReadOnlyList<TrainingObserver> _observers;

    /// <summary>A training of a learner.</summary>
    /// <param name="learner">Who learns.</param>
    /// <param name="epochs">How many times every example is visited, at least 0.</param>
    /// <param name="metrics">What is measured after each epoch.</param>
    /// <param name="observers">Who watches, in the order in which they are told.</param>
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

    /// <summary>Trains from a step to the end, or until someone wants to stop.</summary>
    /// <param name="firstStep">The first step to make: 0, or the steps made before a checkpoint.</param>
    /// <param name="cancel">Asks to stop after the step at hand.</param>
    /// <returns>Why it ended.</returns>
    /// <exception cref="DivergedException">A guard found parameters that are no numbers any more, or too large.</exception>
    public StopReason Run(long firstStep = 0, CancellationToken cancel = default)
    {
        long step = firstStep, steps = (long)_epochs * _learner.StepsPerEpoch;
        bool enough = _observers.Any(observer => observer.WantsToStop); // as one may that was recalled
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
