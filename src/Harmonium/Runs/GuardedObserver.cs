using System.Diagnostics.CodeAnalysis;
using Harmonium.Learning;

namespace Harmonium.Runs;

/// <summary>Wraps an observer and disables it after its first exception, so that a failed figure or terminal does not end the training.</summary>
internal sealed class GuardedObserver(TrainingObserver inner, Action<string> warn) : TrainingObserver
{
    private bool _off;

    /// <inheritdoc/>
    public override bool WantsToStop
    {
        get
        {
            bool wants = false;
            Try(() => wants = inner.WantsToStop);
            return wants;
        }
    }

    /// <inheritdoc/>
    public override void StageBegins(StageStart stage) => Try(() => inner.StageBegins(stage));

    /// <inheritdoc/>
    public override void StageEnds(StageStart stage) => Try(() => inner.StageEnds(stage));

    /// <inheritdoc/>
    public override void AfterStep(TrainingStep step) => Try(() => inner.AfterStep(step));

    /// <inheritdoc/>
    public override void AfterEpoch(TrainingEpoch epoch) => Try(() => inner.AfterEpoch(epoch));

    /// <inheritdoc/>
    public override void AtEnd(TrainingTime time, Learner learner, StopReason reason) => Try(() => inner.AtEnd(time, learner, reason));

    [SuppressMessage("Design", "CA1031", Justification = "The training continues, whatever exception an observer throws.")]
    private void Try(Action see)
    {
        if (_off)
            return;
        try
        {
            see();
        }
        catch (Exception exception)
        {
            _off = true;
            warn($"{inner.GetType().Name} failed and is disabled; the training continues: {exception.Message}");
        }
    }
}
