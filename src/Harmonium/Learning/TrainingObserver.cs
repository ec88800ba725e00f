using Harmonium.Numerics;

namespace Harmonium.Learning;

/// <summary>
/// Observes a training: progress, checkpoints, figures, guards and early stopping. An observer must not change the training, except that
/// it can stop it.
/// </summary>
public abstract class TrainingObserver
{
    /// <summary>True if the training should stop now.</summary>
    public virtual bool WantsToStop => false;

    /// <summary>Returns the observer's state for a checkpoint, by name.</summary>
    public virtual IReadOnlyDictionary<string, Tensor> SaveState() => new Dictionary<string, Tensor>();

    /// <summary>Restores the state returned by <see cref="SaveState"/>.</summary>
    public virtual void LoadState(IReadOnlyDictionary<string, Tensor> state)
    {
    }

    /// <summary>Called when a stage begins, before its first step.</summary>
    public virtual void StageBegins(StageStart stage)
    {
    }

    /// <summary>Called when a stage has ended and its final parameters are set.</summary>
    public virtual void StageEnds(StageStart stage)
    {
    }

    /// <summary>Called after each step.</summary>
    public virtual void AfterStep(TrainingStep step)
    {
    }

    /// <summary>Called after each epoch, when its metrics have been computed.</summary>
    public virtual void AfterEpoch(TrainingEpoch epoch)
    {
    }

    /// <summary>Called once at the end, before the averaged or best parameters are set.</summary>
    public virtual void AtEnd(TrainingTime time, Learner learner, StopReason reason)
    {
    }
}
