using Harmonium.Numerics;

namespace Harmonium.Learning;

/// <summary>
/// Sees a training as it goes: progress, checkpoints, figures, guards and early stopping hang on it. An observer never changes
/// what the training learns; it can ask it to stop.
/// </summary>
public abstract class TrainingObserver
{
    /// <summary>Whether the training should end after what was just seen.</summary>
    public virtual bool WantsToStop => false;

    /// <summary>The state that a checkpoint stores for the observer, by name.</summary>
    public virtual IReadOnlyDictionary<string, Tensor> SaveState() => new Dictionary<string, Tensor>();

    /// <summary>Restores what <see cref="SaveState"/> returned.</summary>
    public virtual void LoadState(IReadOnlyDictionary<string, Tensor> state)
    {
    }

    /// <summary>Called when a stage begins, before its first step.</summary>
    public virtual void StageBegins(StageStart stage)
    {
    }

    /// <summary>Called when a stage has ended and its result is in place.</summary>
    public virtual void StageEnds(StageStart stage)
    {
    }

    /// <summary>Called after each step.</summary>
    public virtual void AfterStep(TrainingStep step)
    {
    }

    /// <summary>Called after each epoch, when its metrics have been measured.</summary>
    public virtual void AfterEpoch(TrainingEpoch epoch)
    {
    }

    /// <summary>Called once at the end, before averaged or best parameters are put in place.</summary>
    public virtual void AtEnd(TrainingTime time, Learner learner, StopReason reason)
    {
    }
}
