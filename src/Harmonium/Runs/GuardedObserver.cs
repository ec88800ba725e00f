using System.Diagnostics.CodeAnalysis;
using Harmonium.Learning;

namespace Harmonium.Runs;

/// <summary>An observer that is switched off when it fails, so that a picture or a terminal never costs a training.</summary>
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

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong while watching, the training goes on.")]
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
            warn($"{inner.GetType().Name} failed and is switched off; the training goes on: {exception.Message}");
        }
    }
}
