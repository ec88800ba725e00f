using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Learning;

/// <summary>Updates a model from one batch per step. Its complete state can be saved and restored.</summary>
public abstract class Learner
{
    private protected Learner()
    {
    }

    /// <summary>The number of steps per epoch.</summary>
    public abstract int StepsPerEpoch { get; }

    /// <summary>The parameters that a model file stores, by name.</summary>
    public abstract IEnumerable<Parameter> Parameters { get; }

    /// <summary>Every tensor that the next step depends on, by name: parameters, velocities, chains, offsets, averages.</summary>
    public abstract IReadOnlyDictionary<string, Tensor> State { get; }

    /// <summary>Restores a saved <see cref="State"/>, so that training continues exactly where it was saved.</summary>
    /// <exception cref="ArgumentException">A tensor is missing or has a different shape.</exception>
    public abstract void Restore(IReadOnlyDictionary<string, Tensor> state);

    /// <summary>Performs one training step.</summary>
    public abstract StepReport Step(TrainingTime time);

    /// <summary>Replaces the parameters of the last step by the final ones: the averaged or the adopted parameters.</summary>
    public abstract void Finish();

    /// <summary>Sets the parameters, by name, that <see cref="Finish"/> makes final.</summary>
    public abstract void Adopt(IReadOnlyDictionary<string, Tensor> parameters);
}
